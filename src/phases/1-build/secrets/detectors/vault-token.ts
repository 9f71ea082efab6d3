import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const vaultToken: SecretDetector = {
  id: 'vault-token',
  version: 1,
  title: 'Vault token',
  severity: 'critical',
  why: 'Whoever finds it reads the secrets that the token may.',
  remedy: 'Revoke it (`vault token revoke`), and let workloads log in by themselves.',
  references: ['https://developer.hashicorp.com/vault/docs/concepts/tokens'],
  keywords: ['hvs.', 'hvb.', 'hvr.'],
  anyCase: false,
  pattern: /hv[sbr]\.[A-Za-z0-9_-]{24,300}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 && /\d/.test(secret) ? {} : undefined),
  examples: () => [['hv', 's.', sample(95)].join('')],
  others: () => [`hvs.${'x'.repeat(90)}`],
};
