import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, longestSequence } from '../value-checks.ts';

export const googleApiKey: SecretDetector = {
  id: 'google-api-key',
  version: 2,
  title: 'Google API key',
  severity: 'high',
  why: 'Whoever finds it uses the services that the key is open for, at the owner’s cost; some keys also read data.',
  remedy:
    'Restrict or delete it in the Google Cloud console (Credentials), and make a new one that is bound to services and callers.',
  references: ['https://cloud.google.com/docs/authentication/api-keys'],
  aliases: ['gcp-api-key', 'secretlint-rule-gcp'],
  keywords: ['AIza'],
  anyCase: false,
  pattern: /AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  forms: [
    {
      // Keys that are bound to a service account, since 2025.
      keywords: ['AQ.Ab8'],
      anyCase: false,
      pattern: /AQ\.Ab8[A-Za-z0-9_-]{40,80}(?![A-Za-z0-9_-])/y,
      insideWord: false,
    },
  ],
  judge: (secret) => (entropy(secret) >= 3.5 && longestSequence(secret) < 10 ? {} : undefined),
  examples: () => [`key=${['AI', 'za', 'Sy', sample(33)].join('')}`, ['AQ', '.Ab8', sample(47)].join('')],
  others: () => [
    `AQ.Ab8${'x'.repeat(47)}`,
    ['AI', 'za', 'a'.repeat(35)].join(''),
    ['AI', 'zaSy', 'abcdefghijklmnopqrstuvwxyz1234567'].join(''),
    ['xAI', 'za', sample(35)].join(''),
  ],
};
