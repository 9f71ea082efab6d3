import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const telegramToken: SecretDetector = {
  id: 'telegram-token',
  version: 2,
  title: 'Telegram bot token',
  severity: 'medium',
  why: 'Whoever finds it reads what is written to the bot and answers in its name.',
  remedy: 'Revoke it with BotFather (`/revoke`).',
  references: ['https://core.telegram.org/bots/api#authorizing-your-bot'],
  aliases: ['telegram-bot-api-token'],
  keywords: [':AA'],
  anyCase: false,
  pattern: /(?<![0-9])\d{8,12}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/y,
  lead: 10,
  insideWord: true,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [`https://api.telegram.org/bot${['1234509876', ':A', 'A', sample(33)].join('')}/getMe`],
  others: () => [`1234509876:AA${'x'.repeat(33)}`],
};
