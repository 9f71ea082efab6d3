import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const facebookToken: SecretDetector = {
  id: 'facebook-token',
  version: 1,
  title: 'Facebook page or app token',
  severity: 'high',
  why: 'Whoever finds it reads and writes in the name of the page or app.',
  remedy: 'Reset the secret of the app, or end the token in the access token tool.',
  references: ['https://developers.facebook.com/docs/facebook-login/guides/access-tokens'],
  keywords: ['EAAM', 'EAAC'],
  anyCase: false,
  pattern: /EAA[MC][A-Za-z0-9]{100,300}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 4 ? {} : undefined),
  examples: () => [['EA', 'AM', sample(120)].join('')],
  others: () => ['eaaC0b75a9329fded2ffa9a02b47e0117831b82', `EAAM${'A'.repeat(120)}`],
};
