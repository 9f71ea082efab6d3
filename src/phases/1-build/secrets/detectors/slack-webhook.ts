import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const slackWebhook: SecretDetector = {
  id: 'slack-webhook',
  version: 2,
  title: 'Slack webhook',
  severity: 'medium',
  why: 'Whoever finds it writes into the channel in the name of the app: a good place for a false message.',
  remedy: 'Remove the webhook in the settings of the app and make a new one.',
  references: ['https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/'],
  aliases: ['slack-webhook-url', 'slack-web-hook'],
  keywords: ['hooks.slack'],
  anyCase: false,
  pattern:
    /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9]{8,14}\/[A-Za-z0-9]{8,20}(?:\/[0-9]{8,24})?\/[A-Za-z0-9]{20,64})(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (/[xX]{6}|0{8}/.test(secret) || entropy(secret) < 3 ? undefined : {}),
  examples: () => [
    ['https://hooks.slack', '.com/services/T', sample(9, 'upper'), '/B', sample(9, 'upper'), '/', sample(24)].join(''),
    // A workflow is called by its own number as well, a trigger by nothing but one.
    [
      ['https://hooks.slack', '.com/workflows/T', sample(8, 'upper')].join(''),
      `A${sample(8, 'upper', 3)}`,
      `4${sample(17, 'digits')}`,
      sample(24),
    ].join('/'),
    [
      ['https://hooks.slack', '.com/triggers/E', sample(8, 'upper')].join(''),
      `6${sample(12, 'digits')}`,
      sample(32, 'hex'),
    ].join('/'),
    [
      ['https://hooks.slack-gov', '.com/services/T', sample(9, 'upper')].join(''),
      `B${sample(9, 'upper', 3)}`,
      sample(24),
    ].join('/'),
  ],
  others: () => [
    `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`,
    'https://hooks.slack.com/services/',
    `https://hooks.slack.com/workflows/T00000000/A00000000/${'0'.repeat(18)}/${'X'.repeat(24)}`,
  ],
};
