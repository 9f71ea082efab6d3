import { X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';

/** Largest CA file read: the system's own bundle is about 300 KiB. */
const maxBytes = 4 * 1024 * 1024;

/** Makes the TLS context once, on first use: reading the system's roots takes tens of milliseconds. */
export function lazyTrust(caFile: string | undefined): () => Promise<SecureContext> {
  let made: Promise<SecureContext> | undefined;
  return () => {
    made ??= makeContext(caFile);
    return made;
  };
}

/**
 * Trusts what the system trusts (its store; where there is none, the roots that come with Node), what NODE_EXTRA_CA_CERTS adds, and
 * the certificates of `caFile`. Throws `E_READ` or `E_FORMAT` about the file.
 */
async function makeContext(caFile: string | undefined): Promise<SecureContext> {
  const system = getCACertificates('system');
  const roots = system.length > 0 ? system : getCACertificates('bundled');
  const own = caFile === undefined ? [] : await readCertificates(caFile);
  return createSecureContext({ ca: [...new Set([...roots, ...getCACertificates('extra'), ...own])] });
}

/** The certificates of a PEM file, each checked. Throws `E_READ`, `E_FORMAT`, `E_LIMIT`. */
export async function readCertificates(path: string): Promise<readonly string[]> {
  const text = await readBounded(path);
  const blocks: string[] = [];
  const begin = '-----BEGIN CERTIFICATE-----';
  const end = '-----END CERTIFICATE-----';
  for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at + 1)) {
    const stop = text.indexOf(end, at);
    if (stop === -1) throw new SeaworthyError('E_FORMAT', 'a certificate of the CA file has no end', { where: path });
    const block = text.slice(at, stop + end.length);
    try {
      blocks.push(new X509Certificate(block).toString());
    } catch (cause) {
      throw new SeaworthyError('E_FORMAT', `certificate ${blocks.length + 1} of the CA file cannot be read`, {
        where: path,
        cause,
      });
    }
  }
  if (blocks.length > 0) return blocks;
  throw new SeaworthyError('E_FORMAT', 'the CA file holds no certificate', {
    where: path,
    next: 'It must be in PEM form, with lines that begin with -----BEGIN CERTIFICATE-----.',
  });
}

async function readBounded(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    if (size > maxBytes)
      throw new SeaworthyError('E_LIMIT', `the CA file is larger than ${maxBytes} bytes`, { where: path });
    const buffer = Buffer.alloc(maxBytes);
    const { bytesRead } = await file.read(buffer, 0, maxBytes, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'the CA file cannot be read', path);
  }
}
