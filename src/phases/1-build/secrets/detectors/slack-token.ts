import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const slackToken: SecretDetector = {
  id: 'slack-token',
  version: 2,
  title: 'Slack token',
  severity: 'high',
  why: 'Whoever finds it reads and writes in the workspace as that app or person.',
  remedy: 'Revoke it (auth.revoke, or reinstall the app), make a new one and give it to the container when it starts.',
  references: ['https://docs.slack.dev/authentication/tokens/'],
  aliases: [
    'slack-app-token',
    'slack-bot-token',
    'slack-config-access-token',
    'slack-config-refresh-token',
    'slack-legacy-bot-token',
    'slack-legacy-token',
    'slack-legacy-workspace-token',
    'slack-user-token',
    'secretlint-rule-slack',
    'slack-access-token',
  ],
  keywords: ['xoxb-', 'xoxa-', 'xoxp-', 'xoxr-', 'xoxs-', 'xoxc-', 'xoxd-', 'xwfp-', 'xoxe-', 'xoxe.', 'xapp-'],
  anyCase: false,
  pattern:
    /(?:xox(?:b|p|a|r|s|c|e|e\.xox[bp])|xwfp)-(?:\d-)?[0-9A-Za-z]{6,200}(?:-[0-9A-Za-z]{6,200}){0,4}(?![\w-])|xoxd-[A-Za-z0-9+/_%-]{40,400}={0,2}|xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[a-z0-9]{32,80}(?![\w-])/iy,
  insideWord: false,
  judge: (secret) =>
    /[xX]{6}|#/.test(secret.slice(5)) || entropy(secret.slice(5)) < 2.5 || !/\d/.test(secret) ? undefined : {},
  examples: () => [
    ['xo', 'xc-', sample(12, 'digits'), '-', sample(12, 'digits', 3), '-', sample(64, 'hex')].join(''),
    ['xo', 'xd-', sample(30), '%2B', sample(30, 'alphanumeric', 3), '%3D'].join(''),
    ['xw', 'fp-', sample(12, 'digits'), '-', sample(12, 'digits', 3), '-', sample(32)].join(''),
    ['xox', 'b-', sample(12, 'digits'), '-', sample(12, 'digits'), '-', sample(24)].join(''),
    [
      'xox',
      'a-2-',
      sample(9, 'digits'),
      '-',
      sample(11, 'digits'),
      '-',
      sample(12, 'digits'),
      '-',
      sample(16, 'hex'),
    ].join(''),
  ],
  others: () => [
    `xoxd-${'x'.repeat(60)}`,
    `xoxb-${'x'.repeat(10)}-${'x'.repeat(24)}`,
    `xoxp-${'X'.repeat(10)}-${'X'.repeat(10)}`,
    ['xoxp-572370', '-', '#'.repeat(20)].join(''),
  ],
};
