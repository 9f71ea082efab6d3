import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const sendgridKey: SecretDetector = {
  id: 'sendgrid-key',
  version: 1,
  title: 'SendGrid API key',
  severity: 'high',
  why: 'Whoever finds it sends mail in the owner’s name.',
  remedy: 'Delete the key in the SendGrid settings (API Keys) and make one with fewer rights.',
  references: ['https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys'],
  aliases: ['sendgrid-api-token', 'secretlint-rule-sendgrid'],
  keywords: ['SG.'],
  anyCase: false,
  pattern: /SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [['SG', sample(22), sample(43)].join('.')],
  others: () => [['SG', 'x'.repeat(22), 'x'.repeat(43)].join('.')],
};
