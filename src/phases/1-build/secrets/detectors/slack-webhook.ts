import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const slackWebhook: SecretDetector = {
  id: 'slack-webhook',
  version: 1,
  title: 'Slack webhook',
  severity: 'medium',
  why: 'Whoever finds it writes into the channel in the name of the app: a good place for a false message.',
  remedy: 'Remove the webhook in the settings of the app and make a new one.',
  references: ['https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/'],
  keywords: ['hooks.slack.com'],
  anyCase: false,
  pattern:
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9]{8,14}\/[A-Za-z0-9]{8,20}\/[A-Za-z0-9]{20,64})(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (/[xX]{6}|0{8}/.test(secret) || entropy(secret) < 3 ? undefined : {}),
  examples: () => [
    ['https://hooks.slack', '.com/services/T', sample(9, 'upper'), '/B', sample(9, 'upper'), '/', sample(24)].join(''),
  ],
  others: () => [
    `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`,
    'https://hooks.slack.com/services/',
  ],
};
