import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const privateKey: SecretDetector = {
  id: 'private-key',
  version: 2,
  title: 'Private key',
  severity: 'critical',
  why: 'Whoever finds it takes the part of the server, person or certificate authority that it belongs to, and may read what was recorded.',
  remedy:
    'Make a new pair, revoke the certificate or take the public key out of every place that trusts it, and give the new one to the container when it starts.',
  references: ['https://www.rfc-editor.org/rfc/rfc7468'],
  aliases: ['private-key', 'secretlint-rule-privatekey'],
  keywords: ['-----BEGIN'],
  anyCase: false,
  pattern:
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?<secret>(?:[^-]|-(?!-)){40,16384})-----END /y,
  insideWord: true,
  forms: [
    {
      // PuTTY's own form.
      keywords: ['Private-Lines: '],
      anyCase: false,
      pattern: /Private-Lines: \d{1,3}\r?\n(?<secret>[A-Za-z0-9+/=\r\n]{60,8000})/y,
      insideWord: false,
    },
  ],
  judge: (secret) => {
    const body = secret.replace(/\\[nrt]|\s|^[A-Za-z-]{1,20}: .*$/gm, '');
    if (!/^[A-Za-z0-9+/=,:-]*$/.test(body) || body.length < 40 || entropy(body) < 3.5) return undefined;
    const isEncrypted = /ENCRYPTED|bcrypt/.test(secret) || body.startsWith('MIIFHDBO') || body.includes('YmNyeXB0');
    return isEncrypted ? { severity: 'medium', notes: ['It is encrypted with a passphrase.'] } : {};
  },
  examples: () => [
    `${'-'.repeat(5)}BEGIN EC PRIVATE KEY-----\n${sample(64, 'base64')}\n-----END EC PRIVATE KEY-----`,
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 2\n${sample(64, 'base64')}\n${sample(20, 'base64')}\nPrivate-MAC: 00`,
    `${'-'.repeat(5)}BEGIN RSA PRIVATE KEY-----\n${sample(64, 'base64')}\n${sample(64, 'base64', 3)}\n-----END RSA PRIVATE KEY-----`,
    JSON.stringify(`${'-'.repeat(5)}BEGIN PRIVATE KEY-----\n${sample(64, 'base64')}\n-----END PRIVATE KEY-----\n`),
  ],
  others: () => [
    'Private-Lines: 8\n(the key itself)\n',
    `${'-'.repeat(5)}BEGIN PUBLIC KEY-----\n${sample(64, 'base64')}\n-----END PUBLIC KEY-----`,
    `${'-'.repeat(5)}BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----`,
    `if (line === '${'-'.repeat(5)}BEGIN PRIVATE KEY-----') { found = true; } else if (line === '-----END PRIVATE KEY-----') {}`,
  ],
};
