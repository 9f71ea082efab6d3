import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const digitaloceanToken: SecretDetector = {
  id: 'digitalocean-token',
  version: 1,
  title: 'DigitalOcean token',
  severity: 'critical',
  why: 'Whoever finds it makes and removes machines and reads what is on them.',
  remedy: 'Revoke it in the control panel (API).',
  references: ['https://docs.digitalocean.com/reference/api/create-personal-access-token/'],
  aliases: ['digitalocean-access-token', 'digitalocean-pat', 'digitalocean-refresh-token'],
  keywords: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
  anyCase: false,
  pattern: /do[opr]_v1_[a-f0-9]{64}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [['dop', '_v1_', sample(64, 'hex')].join('')],
  others: () => [`dop_v1_${'0'.repeat(64)}`],
};
