import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const ageSecretKey: SecretDetector = {
  id: 'age-secret-key',
  version: 2,
  title: 'age secret key',
  severity: 'critical',
  why: 'Whoever finds it reads everything that was encrypted for it.',
  remedy: 'Make a new pair, encrypt again for it, and replace the secrets that were in those files.',
  references: ['https://github.com/C2SP/C2SP/blob/main/age.md'],
  aliases: ['age-secret-key'],
  keywords: ['AGE-SECRET-KEY-'],
  anyCase: false,
  pattern: /AGE-SECRET-KEY-(?:PQ-)?1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}(?![A-Z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [
    ['AGE', '-SECRET-', 'KEY-1', sample(58, 'upper').replace(/[BIO]/g, 'Q')].join(''),
    ['AGE', '-SECRET-KEY-', 'PQ-1', sample(58, 'upper').replace(/[BIO]/g, 'Q')].join(''),
  ],
  others: () => [`AGE-SECRET-KEY-1${'Q'.repeat(58)}`],
};
