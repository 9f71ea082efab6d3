import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const openaiKey: SecretDetector = {
  id: 'openai-key',
  version: 1,
  title: 'OpenAI API key',
  severity: 'high',
  why: 'Whoever finds it uses the models at the owner’s cost and may read stored files.',
  remedy: 'Revoke it in the OpenAI dashboard (API keys).',
  references: ['https://platform.openai.com/docs/api-reference/authentication'],
  aliases: [
    'openai-api-key',
    'secretlint-rule-openai',
    'openai-admin-api-key',
    'openai-legacy-api-key',
    'openai-project-api-key',
  ],
  keywords: ['T3BlbkFJ'],
  anyCase: false,
  pattern:
    /[\s\S]{0,90}?(?<![A-Za-z0-9_-])(?<secret>sk-(?:(?:proj|svcacct|admin|None)-)?[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74})(?![A-Za-z0-9_-])/y,
  lead: 90,
  insideWord: true,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [
    ['sk-', sample(20), 'T3Blbk', 'FJ', sample(20)].join(''),
    ['sk-', 'proj-', sample(58), 'T3Blbk', 'FJ', sample(58)].join(''),
  ],
  others: () => [['T3Blbk', 'FJ', sample(20)].join('')],
};
