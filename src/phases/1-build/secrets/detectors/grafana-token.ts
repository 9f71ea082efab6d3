import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const grafanaToken: SecretDetector = {
  id: 'grafana-token',
  version: 2,
  title: 'Grafana token',
  severity: 'high',
  why: 'Whoever finds it reads dashboards and data sources and may change them.',
  remedy: 'Delete it in Grafana (Service accounts, or Access policies of Grafana Cloud).',
  references: ['https://grafana.com/docs/grafana/latest/administration/service-accounts/'],
  aliases: ['grafana-cloud-api-token', 'grafana-service-account-token', 'secretlint-rule-grafana'],
  keywords: ['glsa_', 'glc_'],
  anyCase: false,
  pattern: /(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})(?![A-Za-z0-9_])/y,
  insideWord: false,
  forms: [
    {
      // API keys from before service accounts: a record that begins with its key, {"k":"…
      keywords: ['eyJrIjoi'],
      anyCase: false,
      pattern: /eyJrIjoi[A-Za-z0-9]{60,400}={0,2}(?![A-Za-z0-9+/_.-])/y,
      insideWord: false,
    },
  ],
  judge: (secret) => {
    const key = secret.startsWith('eyJ') ? Buffer.from(secret, 'base64').toString('latin1').slice(6, 38) : secret;
    return entropy(key) >= 3.3 ? {} : undefined;
  },
  examples: () => [
    ['gl', 'sa_', sample(32), '_', sample(8, 'hex')].join(''),
    btoa(JSON.stringify({ k: sample(32), n: 'ci', id: 1 })),
  ],
  others: () => [
    btoa(JSON.stringify({ k: 'x'.repeat(32), n: 'xxxxxxxxxxxxx', id: 1 })),
    `glsa_${'X'.repeat(32)}_${'A'.repeat(8)}`,
  ],
};
