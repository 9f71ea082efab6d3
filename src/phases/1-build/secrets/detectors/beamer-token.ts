import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const beamerToken: SecretDetector = {
  id: 'beamer-token',
  version: 1,
  title: 'Beamer API token',
  severity: 'medium',
  why: 'Whoever finds it writes to the users of the product.',
  remedy: 'Replace it in the settings of Beamer (API).',
  references: ['https://www.getbeamer.com/api'],
  aliases: ['beamer-api-token'],
  keywords: ['beamer'],
  anyCase: true,
  pattern: nameAndValue('beamer', 'b_[A-Za-z0-9=_-]{44}'),
  insideWord: true,
  judge: (secret) => (entropy(secret) >= 3.3 ? {} : undefined),
  examples: () => [`beamer_token = "${['b', '_', sample(44)].join('')}"`],
  others: () => [`beamer_token = "b_${'x'.repeat(44)}"`],
};
