import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const discordSecret: SecretDetector = {
  id: 'discord-secret',
  version: 2,
  title: 'Discord secret',
  severity: 'high',
  why: 'Whoever finds it takes the part of the application or bot.',
  remedy: 'Reset it in the developer portal of Discord.',
  references: ['https://discord.com/developers/docs/reference#authentication'],
  aliases: ['discord-client-secret', 'discord-api-token'],
  keywords: ['discord'],
  anyCase: true,
  pattern: nameAndValue(
    'discord',
    '(?:[A-Za-z0-9_-]{32}|[MNO][A-Za-z0-9_-]{23,27}[.][A-Za-z0-9_-]{6}[.][A-Za-z0-9_-]{27,40})',
  ),
  insideWord: true,
  forms: [
    {
      keywords: ['/api/webhooks/'],
      anyCase: false,
      pattern: /\/api\/webhooks\/\d{17,20}\/(?<secret>[\w-]{60,80})(?![\w-])/y,
      insideWord: true,
    },
  ],
  judge: (secret) => (entropy(secret) >= 3.3 && /\d/.test(secret) ? {} : undefined),
  examples: () => [
    `discord_secret: "${sample(32)}"`,
    `https://discord.com/api/webhooks/${sample(18, 'digits')}/${sample(68)}`,
  ],
  others: () => [
    `discord=${'0'.repeat(32)}`,
    `https://discord.com/api/webhooks/${sample(18, 'digits')}/${'x'.repeat(68)}`,
  ],
};
