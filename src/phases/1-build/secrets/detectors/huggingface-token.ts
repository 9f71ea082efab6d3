import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

/** Length of the longest run of letters: names of code are long runs, tokens are not. */
const longestWord = (text: string): number => Math.max(...text.split(/[^A-Za-z]/).map((run) => run.length));

export const huggingfaceToken: SecretDetector = {
  id: 'huggingface-token',
  version: 1,
  title: 'Hugging Face token',
  severity: 'high',
  why: 'Whoever finds it reads private models and data sets and may change them.',
  remedy: 'Invalidate it in the settings of Hugging Face (Access Tokens).',
  references: ['https://huggingface.co/docs/hub/security-tokens'],
  keywords: ['hf_', 'api_org_'],
  anyCase: false,
  pattern: /(?:hf_[A-Za-z0-9]{34,40}|api_org_[A-Za-z0-9]{34})(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.3 && longestWord(secret) < 20 ? {} : undefined),
  examples: () => [['hf', '_', sample(34)].join('')],
  others: () => [
    `hf_${'x'.repeat(34)}`,
    'hf_generatedByHomeAppForDebuggingPurposesKey',
    ['shf', '_', sample(34)].join(''),
  ],
};
