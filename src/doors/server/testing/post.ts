import { type Agent, type RequestOptions, request } from 'node:https';
import { defined } from '../../../core/index.ts';

/** What a test server said. */
export interface Said {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Asks a server of this machine over TLS, trusting `authority` alone. */
export function ask(
  port: number,
  path: string,
  authority: string,
  options: RequestOptions & { readonly body?: string | Uint8Array } = {},
): Promise<Said> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, ca: authority, ...rest }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          headers: response.headers,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Posts a review as an API server does. */
export function postReview(
  port: number,
  authority: string,
  review: unknown,
  more: { readonly agent?: Agent; readonly path?: string } = {},
): Promise<Said> {
  const body = typeof review === 'string' ? review : JSON.stringify(review);
  return ask(port, more.path ?? '/validate?timeout=10s', authority, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    body,
    ...defined({ agent: more.agent }),
  });
}

/** A review of a pod that is created. */
export function podReview(uid: string, image: string, more: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid,
      operation: 'CREATE',
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      namespace: 'prod',
      name: 'web',
      userInfo: { username: 'somebody' },
      object: { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image }] } },
      oldObject: null,
      dryRun: false,
      ...more,
    },
  };
}
