import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, looksDrawn } from '../value-checks.ts';

export const huggingfaceToken: SecretDetector = {
  id: 'huggingface-token',
  version: 2,
  title: 'Hugging Face token',
  severity: 'high',
  why: 'Whoever finds it reads private models and data sets and may change them.',
  remedy: 'Invalidate it in the settings of Hugging Face (Access Tokens).',
  references: ['https://huggingface.co/docs/hub/security-tokens'],
  aliases: [
    'huggingface-access-token',
    'huggingface-organization-api-token',
    'secretlint-rule-huggingface',
    'hugging-face-access-token',
  ],
  keywords: ['hf_', 'api_org_'],
  anyCase: false,
  pattern: /(?:hf_[A-Za-z0-9]{34,40}|api_org_[A-Za-z0-9]{34})(?![A-Za-z0-9])/y,
  insideWord: false,
  // The issuer draws from letters alone, so that names of code look alike but for their words.
  judge: (secret) => (entropy(secret) >= 3.3 && looksDrawn(secret.slice(3)) ? {} : undefined),
  examples: () => [
    ['hf', '_', sample(34, 'letters')].join(''),
    `HF_TOKEN=${['hf', '_', sample(34, 'letters', 11)].join('')}`,
    ['hf', '_', sample(34)].join(''),
    ['api_', 'org_', sample(34, 'letters')].join(''),
  ],
  others: () => [
    `hf_${'x'.repeat(34)}`,
    'hf_generatedByHomeAppForDebuggingPurposesKey',
    'hf_getTheNameOfTheFirstModelThatIsHere',
    'hf_download_models_for_the_transformers',
    `hf_${sample(34, 'lower')}`,
    ['shf', '_', sample(34)].join(''),
  ],
};
