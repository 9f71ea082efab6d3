import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, isPlaceholder, isReference } from '../value-checks.ts';

export const basicCredentials: SecretDetector = {
  id: 'basic-credentials',
  version: 1,
  title: 'User and password of HTTP Basic authentication',
  severity: 'high',
  why: 'The value is only encoded: whoever can read the file can log in to that server.',
  remedy: 'Change the password at the server, and give the new one to the container when it starts.',
  references: ['https://www.rfc-editor.org/rfc/rfc7617'],
  keywords: ['basic '],
  anyCase: true,
  pattern: /basic {1,2}(?<secret>[A-Za-z0-9+/]{8,400}={0,2})(?=["'\s\\;,)]|$)/iy,
  insideWord: false,
  judge: (secret) => {
    const plain = Buffer.from(secret, 'base64').toString('latin1');
    const [, user, password] = /^([\x21-\x39\x3b-\x7e]{1,100}):([\x20-\x7e]{3,200})$/.exec(plain) ?? [];
    if (password === undefined || isReference(password) || isPlaceholder(password)) return undefined;
    return password === user || /^[a-z]+$/.test(password) || entropy(password) < 2.5 ? undefined : {};
  },
  examples: () => [
    `Authorization: Basic ${btoa(`admin:${sample(14)}`)}`,
    `curl -H "authorization: basic ${btoa(`admin:${sample(12)}`)}" https://api.internal/`,
  ],
  others: () => [
    'WWW-Authenticate: Basic realm="simple"',
    `Authorization: Basic ${btoa('Aladdin:open sesame')}`,
    `Authorization: Basic ${btoa('user:password')}`,
    `Authorization: Basic ${btoa(`s6BhdRkqt3:${'gX1fB'}${'at3bV'}`)}`,
    'Authorization: Basic $CREDENTIALS',
    'the basic authentication of a basic information system',
  ],
};
