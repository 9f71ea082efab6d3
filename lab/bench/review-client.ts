import { type Agent, request } from 'node:https';

/** A review of a pod of one of so many images, as an API server sends it. */
export function podReview(index: number, images: number): string {
  const image = `r.example.com/image-${index % images}:v1`;
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: `uid-${index}`,
      operation: 'CREATE',
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      namespace: 'prod',
      name: `web-${index}`,
      userInfo: { username: 'system:serviceaccount:kube-system:replicaset-controller' },
      object: { metadata: { name: `web-${index}` }, spec: { containers: [{ name: 'web', image }] } },
    },
  });
}

/** Sends a review, and waits for the answer. Throws unless it is allowed. */
export function postReview(port: number, agent: Agent, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/validate?timeout=10s', method: 'POST', headers, agent };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        text.includes('"allowed":true') ? resolve() : reject(new Error(`not allowed: ${text.slice(0, 500)}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
