import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const googleOauthSecret: SecretDetector = {
  id: 'google-oauth-secret',
  version: 1,
  title: 'Google OAuth client secret',
  severity: 'high',
  why: 'Whoever finds it takes the part of the application when people log in.',
  remedy: 'Reset the secret of the client in the Google Cloud console (Credentials).',
  references: ['https://support.google.com/cloud/answer/6158849'],
  keywords: ['GOCSPX-'],
  anyCase: false,
  pattern: /GOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [['GOC', 'SPX-', sample(28)].join('')],
  others: () => [`GOCSPX-${'x'.repeat(28)}`],
};
