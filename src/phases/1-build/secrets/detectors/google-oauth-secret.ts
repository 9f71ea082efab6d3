import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const googleOauthSecret: SecretDetector = {
  id: 'google-oauth-secret',
  version: 2,
  title: 'Google OAuth secret or token',
  severity: 'high',
  why: 'Whoever finds it takes the part of the application when people log in, or acts as the person who has.',
  remedy:
    'Reset the secret of the client in the Google Cloud console (Credentials); revoke a token (`gcloud auth revoke`).',
  references: ['https://support.google.com/cloud/answer/6158849'],
  keywords: ['GOCSPX-'],
  anyCase: false,
  pattern: /GOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  forms: [
    {
      // What `gcloud auth` keeps: it makes access tokens until it is revoked.
      keywords: ['1//0'],
      anyCase: false,
      pattern: /1\/\/0[A-Za-z0-9_-]{60,200}(?![A-Za-z0-9_-])/y,
      insideWord: false,
    },
    {
      keywords: ['ya29.'],
      anyCase: false,
      pattern: /ya29\.[A-Za-z0-9_-]{30,1000}(?:\.[A-Za-z0-9_-]{4,40})?(?![A-Za-z0-9_-])/y,
      insideWord: false,
    },
  ],
  judge: (secret) => {
    if (entropy(secret) < 3) return undefined;
    return secret.startsWith('ya29.') ? { severity: 'medium', notes: ['It ends by itself within hours.'] } : {};
  },
  examples: () => [
    ['GOC', 'SPX-', sample(28)].join(''),
    `"refresh_token": "${['1/', '/0', sample(80)].join('')}"`,
    ['ya', '29.', sample(120)].join(''),
  ],
  others: () => [`ya29.${'x'.repeat(60)}`, `1//0${'x'.repeat(70)}`, `GOCSPX-${'x'.repeat(28)}`],
};
