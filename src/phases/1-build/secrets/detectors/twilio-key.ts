import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const twilioKey: SecretDetector = {
  id: 'twilio-key',
  version: 1,
  title: 'Twilio API key',
  severity: 'high',
  why: 'Whoever finds it with its secret sends messages and makes calls at the owner’s cost.',
  remedy: 'Delete the key in the Twilio console (API keys).',
  references: ['https://www.twilio.com/docs/iam/api-keys'],
  aliases: ['twilio-api-key'],
  keywords: ['twilio'],
  anyCase: true,
  pattern: nameAndValue('twilio', '(?:SK|AC)?[0-9a-f]{32}'),
  insideWord: true,
  judge: (secret) => (entropy(secret) >= 3 && !secret.startsWith('AC') ? {} : undefined),
  examples: () => [`TWILIO_AUTH_TOKEN=${sample(32, 'hex')}`, `twilio_key: '${['S', 'K', sample(32, 'hex')].join('')}'`],
  others: () => [`TWILIO_AUTH_TOKEN=${'0'.repeat(32)}`, `TWILIO_ACCOUNT_SID=${['A', 'C', sample(32, 'hex')].join('')}`],
};
