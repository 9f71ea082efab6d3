import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { base62Checksum, entropy, hasBase62Checksum } from '../value-checks.ts';

export const githubToken: SecretDetector = {
  id: 'github-token',
  version: 1,
  title: 'GitHub token',
  severity: 'critical',
  why: 'Whoever finds it reads and changes whatever the token may: source, packages, workflows.',
  remedy:
    'Revoke it in the settings of its owner (GitHub also has an API for found ones), make a fine-grained one that ends, and look through the audit log.',
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
  ],
  keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  anyCase: false,
  pattern:
    /(?:gh[pousr]_(?:[A-Za-z0-9]{76}|[A-Za-z0-9]{36})|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => {
    const body = secret.slice(secret.lastIndexOf('_') + 1);
    if (entropy(body) < 3) return undefined;
    if (secret.startsWith('github_pat_')) return {};
    if (hasBase62Checksum(body)) return { notes: ['Its checksum is right: GitHub made it.'] };
    return {
      severity: 'low',
      notes: ['Its checksum is wrong: GitHub did not make it, so it may stand for a real one.'],
    };
  },
  examples: () => [
    ['ghp_', sample(30), base62Checksum(sample(30))].join(''),
    ['gho', '_', sample(36)].join(''),
    ['github', '_pat_', sample(22), '_', sample(59)].join(''),
  ],
  others: () => [`ghu_${'x'.repeat(36)}`, ['ghp', '_', sample(35)].join(''), ['xghp', '_', sample(36)].join('')],
};
