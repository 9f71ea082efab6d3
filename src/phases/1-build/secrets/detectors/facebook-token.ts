import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const facebookToken: SecretDetector = {
  id: 'facebook-token',
  version: 2,
  title: 'Facebook page or app token',
  severity: 'high',
  why: 'Whoever finds it reads and writes in the name of the page or app.',
  remedy: 'Reset the secret of the app, or end the token in the access token tool.',
  references: ['https://developers.facebook.com/docs/facebook-login/guides/access-tokens'],
  aliases: ['facebook-page-access-token', 'facebook-token'],
  // Not `EAAA`, which is in every program in base64: an app's number does not begin with zeros.
  keywords: [...'BCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `EAA${letter}`),
  anyCase: false,
  // The letters after `EAA` are those of the app's number.
  pattern: /EAA[B-Z][A-Za-z0-9]{99,400}(?![A-Za-z0-9])/y,
  insideWord: false,
  forms: [
    {
      // The secret of an app, alone or behind its number: `123456789012345|…`.
      keywords: ['facebook', 'fb_app_secret', 'fb_secret'],
      anyCase: true,
      pattern: nameAndValue(
        '(?:facebook|fb_(?:app_)?secret)',
        '(?:\\d{14,17}(?:[|]|%7C))?(?:[a-f0-9]{32}|[A-Za-z0-9_-]{27})',
      ),
      insideWord: true,
    },
  ],
  judge: (secret) => (entropy(secret) >= (secret.startsWith('EAA') ? 4 : 3) && /\d/.test(secret) ? {} : undefined),
  examples: () => [
    ['EA', 'AM', sample(120)].join(''),
    ['EA', 'AG', sample(180)].join(''),
    `FACEBOOK_APP_SECRET=${sample(32, 'hex')}`,
    `facebook_token: "${[`4${sample(14, 'digits')}`, sample(27)].join('|')}"`,
  ],
  others: () => [
    `data:font/woff2;base64,AAAA${sample(40, 'base64')}+${['EA', 'AC', sample(110)].join('')}+${sample(40, 'base64')}`,
    `${sample(76, 'base64')}/${['EA', 'AC', sample(110)].join('')}/${sample(76, 'base64', 3)}`,
    'eaaC0b75a9329fded2ffa9a02b47e0117831b82',
    `EAAM${'A'.repeat(120)}`,
    `FACEBOOK_APP_SECRET=${'0'.repeat(32)}`,
    'facebook: loginWithTheFacebookButton',
  ],
};
