import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const grafanaToken: SecretDetector = {
  id: 'grafana-token',
  version: 1,
  title: 'Grafana token',
  severity: 'high',
  why: 'Whoever finds it reads dashboards and data sources and may change them.',
  remedy: 'Delete it in Grafana (Service accounts, or Access policies of Grafana Cloud).',
  references: ['https://grafana.com/docs/grafana/latest/administration/service-accounts/'],
  keywords: ['glsa_', 'glc_'],
  anyCase: false,
  pattern: /(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})(?![A-Za-z0-9_])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.3 ? {} : undefined),
  examples: () => [['gl', 'sa_', sample(32), '_', sample(8, 'hex')].join('')],
  others: () => [`glsa_${'X'.repeat(32)}_${'A'.repeat(8)}`],
};
