import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const onepasswordToken: SecretDetector = {
  id: 'onepassword-token',
  version: 1,
  title: '1Password service account token',
  severity: 'critical',
  why: 'Whoever finds it reads the vaults that the account may.',
  remedy: 'Revoke it in 1Password (Service accounts), then replace what is in those vaults.',
  references: ['https://developer.1password.com/docs/service-accounts/'],
  keywords: ['ops_eyJ'],
  anyCase: false,
  pattern: /ops_(?<body>eyJ[A-Za-z0-9+/_-]{250,2000}={0,3})(?![A-Za-z0-9+/_-])/y,
  insideWord: false,
  judge: (_secret, { groups }) =>
    Buffer.from(groups.body ?? '', 'base64')
      .toString('latin1')
      .includes('"') && entropy(groups.body ?? '') >= 4
      ? {}
      : undefined,
  examples: () => [
    ['op', 's_', Buffer.from(JSON.stringify({ email: sample(100), secretKey: sample(100) })).toString('base64')].join(
      '',
    ),
  ],
  others: () => [['op', 's_', 'DUMMY', sample(300)].join('')],
};
