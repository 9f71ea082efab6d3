import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

/** Service, batch and recovery tokens of old; a namespace may follow. */
const old = '[sbr]\\.[A-Za-z0-9]{24}(?:\\.[A-Za-z0-9]{4,6})?';

export const vaultToken: SecretDetector = {
  id: 'vault-token',
  version: 2,
  title: 'Vault token',
  severity: 'critical',
  why: 'Whoever finds it reads the secrets that the token may.',
  remedy: 'Revoke it (`vault token revoke`), and let workloads log in by themselves.',
  references: ['https://developer.hashicorp.com/vault/docs/concepts/tokens'],
  aliases: ['vault-batch-token', 'vault-service-token', 'secretlint-rule-hashicorp-vault'],
  keywords: ['hvs.', 'hvb.', 'hvr.'],
  anyCase: false,
  pattern: /hv[sbr]\.[A-Za-z0-9_-]{24,300}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  forms: [
    {
      // Where `vault login` keeps it.
      keywords: ['.vault-token'],
      anyCase: false,
      pattern: new RegExp(`\\s{0,4}(?<secret>${old})\\s{0,4}$`, 'y'),
      insideWord: true,
      wholeFile: '.vault-token',
    },
    {
      // Before Vault 1.10: one letter for the kind, which says nothing without a name beside it.
      keywords: ['vault', 'client_token'],
      anyCase: true,
      pattern: nameAndValue('(?:vault|client_token)', `(?:${old})`),
      insideWord: true,
    },
    {
      keywords: ['vault login '],
      anyCase: false,
      pattern: new RegExp(`vault login (?:-[\\w=/.-]{1,80} ){0,6}(?:token=)?(?<secret>${old})(?![\\w.-])`, 'y'),
      insideWord: false,
    },
  ],
  judge: (secret) => (entropy(secret) >= 3.3 && /\d/.test(secret) && /[A-Z]/.test(secret) ? {} : undefined),
  examples: () => [
    ['hv', 's.', sample(95)].join(''),
    ['hv', 's.', sample(24)].join(''),
    `VAULT_TOKEN=${['s', sample(24)].join('.')}`,
    `X-Vault-Token: ${['s', sample(24, 'alphanumeric', 5), sample(5)].join('.')}`,
    `"auth": { "client_token": "${['s', sample(24)].join('.')}" }`,
    `vault login -no-print ${['s', sample(24)].join('.')}`,
  ],
  others: () => [
    `hvs.${'x'.repeat(90)}`,
    `VAULT_TOKEN=s.${'x'.repeat(24)}`,
    `VAULT_ADDR=s.${sample(24, 'lower')}`,
    `const a = ${['s', sample(24)].join('.')}`,
  ],
};
