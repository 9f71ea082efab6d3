import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const shopifyToken: SecretDetector = {
  id: 'shopify-token',
  version: 1,
  title: 'Shopify token',
  severity: 'high',
  why: 'Whoever finds it reads customers and orders of the shop and changes them.',
  remedy: 'Rotate it in the settings of the app.',
  references: ['https://shopify.dev/docs/apps/build/authentication-authorization'],
  aliases: [
    'shopify-access-token',
    'shopify-custom-access-token',
    'shopify-private-app-access-token',
    'shopify-shared-secret',
    'secretlint-rule-shopify',
    'shopify-token',
  ],
  keywords: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
  anyCase: false,
  pattern: /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [['shp', 'at_', sample(32, 'hex')].join('')],
  others: () => [`shpat_${'0'.repeat(32)}`],
};
