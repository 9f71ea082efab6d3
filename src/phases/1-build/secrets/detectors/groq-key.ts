import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const groqKey: SecretDetector = {
  id: 'groq-key',
  version: 1,
  title: 'Groq API key',
  severity: 'high',
  why: 'Whoever finds it uses the models at the owner’s cost.',
  remedy: 'Delete it in the Groq console (API keys).',
  references: ['https://console.groq.com/keys'],
  aliases: ['secretlint-rule-groq'],
  keywords: ['gsk_'],
  anyCase: false,
  pattern: /gsk_[A-Za-z0-9]{52}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [['gs', 'k_', sample(52)].join('')],
  others: () => [
    ['gs', 'k_', sample(50), '-x'].join(''),
    ['wordgs', 'k_', sample(52)].join(''),
    ['gs', 'k_', sample(56)].join(''),
  ],
};
