import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const stripeKey: SecretDetector = {
  id: 'stripe-key',
  version: 1,
  title: 'Stripe secret key',
  severity: 'critical',
  why: 'Whoever finds it sees customers and payments, and pays out.',
  remedy: 'Roll the key in the Stripe dashboard (Developers, API keys); use restricted keys.',
  references: ['https://docs.stripe.com/keys'],
  aliases: ['stripe-access-token', 'stripe-secret-token'],
  keywords: ['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'sk_prod_', 'rk_prod_', 'whsec_'],
  anyCase: false,
  pattern: /(?:(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,99}|whsec_[A-Za-z0-9+/=]{32,64})(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) =>
    entropy(secret) < 3
      ? undefined
      : secret.includes('_test_')
        ? { severity: 'low', notes: ['It is a key of the test mode.'] }
        : {},
  examples: () => [['sk', '_live_', sample(24)].join(''), ['whsec', '_', sample(32)].join('')],
  others: () => [
    `sk_live_${'x'.repeat(24)}`,
    ['pk', '_live_', sample(24)].join(''),
    ['task', '_live_', sample(24)].join(''),
  ],
};
