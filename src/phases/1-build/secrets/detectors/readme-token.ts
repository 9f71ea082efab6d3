import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const readmeToken: SecretDetector = {
  id: 'readme-token',
  version: 1,
  title: 'ReadMe API key',
  severity: 'high',
  why: 'Whoever finds it changes the documentation that people trust.',
  remedy: 'Delete it in the ReadMe dashboard (API Keys).',
  references: ['https://docs.readme.com/main/reference/intro/authentication'],
  aliases: ['readme-api-token'],
  keywords: ['rdme_'],
  anyCase: false,
  pattern: /rdme_[a-z0-9]{70}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [['rd', 'me_', sample(70, 'hex')].join('')],
  others: () => [`rdme_${'x'.repeat(70)}`],
};
