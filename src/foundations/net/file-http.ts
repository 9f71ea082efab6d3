import { open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SeaworthyError, whyOf } from '../../core/index.ts';
import type { Http, HttpRequest, HttpResponse } from './http.ts';

/**
 * A folder that stands for a server (`file:///srv/mirror/…`): for feeds in an air gap. Answers 200, 304 (to If-None-Match) and 404 as a server
 * would; opens no socket. Throws `E_READ` for a file that is there and cannot be read.
 */
export function fileHttp(): Http {
  return { request: answer, close: async () => {} };
}

async function answer(url: string, request: HttpRequest = {}): Promise<HttpResponse> {
  const path = fileURLToPath(url);
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile()) return response(404, url, {}, path);
  const etag = `"${facts.size.toString(16)}-${Math.trunc(facts.mtimeMs).toString(16)}"`;
  const headers = { etag, 'last-modified': facts.mtime.toUTCString(), 'content-length': String(facts.size) };
  const asked = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === 'if-none-match')?.[1];
  return response(asked === etag ? 304 : 200, url, headers, path);
}

function response(status: number, url: string, headers: Readonly<Record<string, string>>, path: string): HttpResponse {
  const body = status === 200 ? read(path) : nobody();
  return {
    status,
    headers,
    url,
    body,
    async bytes(maxBytes, onBytes) {
      const tooLarge = (most: number): SeaworthyError =>
        new SeaworthyError('E_LIMIT', `the file is larger than ${most} bytes`, { where: path });
      if (Number(headers['content-length']) > maxBytes) throw tooLarge(maxBytes);
      // Filled as the bytes come: pieces and their sum together would take twice the memory.
      const whole = Buffer.allocUnsafeSlow(Number(headers['content-length'] ?? 0));
      let size = 0;
      for await (const chunk of body) {
        // It may have grown since.
        if (size + chunk.length > whole.length) throw tooLarge(whole.length);
        whole.set(chunk, size);
        size += chunk.length;
        onBytes?.(size, whole.length);
      }
      return whole.subarray(0, size);
    },
    discard: async () => {},
  };
}

async function* nobody(): AsyncGenerator<Uint8Array> {}

async function* read(path: string): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path, 'r');
    yield* file.createReadStream();
  } catch (cause) {
    throw new SeaworthyError('E_READ', 'the file cannot be read', {
      where: path,
      why: whyOf(cause),
      cause,
    });
  }
}
