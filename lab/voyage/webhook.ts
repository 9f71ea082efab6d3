import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { startAdmissionServer } from '../../src/doors/server/index.ts';
import { type GateInput, makeServerCertificate, openAdmission, type Settings } from '../../src/flows/index.ts';

/** An answer of the webhook, as the API server reads it. */
export interface Answer {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: { readonly code: number; readonly message: string };
}

const review = readFileSync(join(import.meta.dirname, 'admission-review.json'), 'utf8');

/** Asks the gate, served as an admission webhook over HTTPS, about the recorded pod with this image. */
export async function askWebhook(image: string, gate: GateInput, settings: Settings): Promise<Answer> {
  const dates = [new Date('2020-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z')] as const;
  const certificate = makeServerCertificate(['127.0.0.1'], ...dates);
  const admission = await openAdmission(gate, settings);
  const warnings: string[] = [];
  const server = await startAdmissionServer({
    host: '127.0.0.1',
    port: 0,
    certificate: () => certificate,
    admission,
    warn: (message) => warnings.push(message),
  });
  try {
    const answer = await post(server.port, certificate.authority, review.replace('"IMAGE"', JSON.stringify(image)));
    if (warnings.length > 0) throw new Error(`the webhook warns: ${warnings.join('; ')}`);
    return (JSON.parse(answer) as { readonly response: Answer }).response;
  } finally {
    await server.drain();
    await admission.close();
  }
}

function post(port: number, authority: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const options = { host: '127.0.0.1', port, path: '/validate?timeout=10s', ca: authority, method: 'POST', headers };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`the webhook answers ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
