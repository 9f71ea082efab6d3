import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const onepasswordToken: SecretDetector = {
  id: 'onepassword-token',
  version: 2,
  title: '1Password service account token',
  severity: 'critical',
  why: 'Whoever finds it reads the vaults that the account may.',
  remedy: 'Revoke it in 1Password (Service accounts), then replace what is in those vaults.',
  references: ['https://developer.1password.com/docs/service-accounts/'],
  aliases: ['1password-service-account-token', 'secretlint-rule-1password'],
  keywords: ['ops_eyJ'],
  anyCase: false,
  pattern: /ops_(?<body>eyJ[A-Za-z0-9+/_-]{250,2000}={0,3})(?![A-Za-z0-9+/_-])/y,
  insideWord: false,
  forms: [
    {
      // The secret key of a person, which opens the vaults together with the password.
      keywords: ['A3-'],
      anyCase: false,
      pattern: /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}(?![A-Z0-9-])/y,
      insideWord: false,
    },
  ],
  judge: (secret, { groups }) => {
    if (groups.body === undefined) return entropy(secret) >= 3.5 && /\d/.test(secret.slice(3)) ? {} : undefined;
    return Buffer.from(groups.body ?? '', 'base64')
      .toString('latin1')
      .includes('"') && entropy(groups.body ?? '') >= 4
      ? {}
      : undefined;
  },
  examples: () => [
    ['A3', sample(6, 'upper'), sample(6, 'upper', 3), ...[5, 6, 8, 9].map((seed) => sample(5, 'upper', seed))].join(
      '-',
    ),
    ['op', 's_', Buffer.from(JSON.stringify({ email: sample(100), secretKey: sample(100) })).toString('base64')].join(
      '',
    ),
  ],
  others: () => ['A3-ABCDEF-ABCDEFGHIJK-ABCDE-ABCDE-ABCDE', ['op', 's_', 'DUMMY', sample(300)].join('')],
};
