import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const anthropicKey: SecretDetector = {
  id: 'anthropic-key',
  version: 2,
  title: 'Anthropic API key',
  severity: 'high',
  why: 'Whoever finds it uses the models at the owner’s cost; an admin key manages the organisation.',
  remedy: 'Delete it in the Claude Console (API keys).',
  references: ['https://docs.anthropic.com/en/api/overview'],
  aliases: ['anthropic-admin-api-key', 'anthropic-api-key', 'secretlint-rule-anthropic'],
  keywords: ['sk-ant-'],
  anyCase: false,
  pattern: /sk-ant-(?:api|admin|oat|ort|sid)\d{2}-[A-Za-z0-9_-]{80,120}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [['sk-', 'ant-api03-', sample(93), 'AA'].join(''), ['sk-', 'ant-ort01-', sample(93), 'AA'].join('')],
  others: () => [`sk-ant-api03-${'x'.repeat(95)}`],
};
