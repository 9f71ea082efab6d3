import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { base62Checksum, entropy, hasBase62Checksum } from '../value-checks.ts';

export const githubToken: SecretDetector = {
  id: 'github-token',
  version: 3,
  title: 'GitHub token',
  severity: 'critical',
  why: 'Whoever finds it reads and changes whatever the token may: source, packages, workflows.',
  remedy:
    'Revoke it in the settings of its owner (GitHub also has an API for found ones), make a fine-grained one that ends, and look through the audit log.',
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
  ],
  aliases: [
    'github-app-token',
    'github-fine-grained-pat',
    'github-oauth',
    'github-pat',
    'github-refresh-token',
    'secretlint-rule-github',
  ],
  keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  anyCase: false,
  pattern:
    /(?:gh[pousr]_(?:[A-Za-z0-9]{36}(?![A-Za-z0-9])|[A-Za-z0-9]{76})|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9])(?!\.eyJ)/y,
  insideWord: false,
  forms: [
    {
      // Since 2026 the token of an app's installation carries a JSON Web Token, behind the app's number.
      keywords: ['ghs_', 'ghu_'],
      anyCase: false,
      pattern:
        /gh[su]_(?:[A-Za-z0-9]{1,40}_){0,2}(?<jwt>eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,6000}\.[A-Za-z0-9_-]{16,1500})(?![A-Za-z0-9_.-])/y,
      insideWord: false,
    },
    {
      // Before April 2021: forty digits, as a commit has, so that only a name tells them apart.
      keywords: ['github', 'gh_token'],
      anyCase: true,
      pattern: nameAndValue(
        '(?:github[_.-]?(?:api[_.-]?|access[_.-]?|oauth[_.-]?|auth[_.-]?)?token|gh_token)',
        '[0-9a-f]{40}',
      ),
      insideWord: true,
    },
  ],
  judge: (secret, { groups }) => {
    if (groups.jwt !== undefined) return entropy(groups.jwt) >= 4 ? {} : undefined;
    if (/^[0-9a-f]{40}$/.test(secret)) return entropy(secret) >= 3 ? {} : undefined;
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
    [
      ['gh', 's_123456_', Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')].join(''),
      Buffer.from('{"iss":"123456","exp":1}').toString('base64url'),
      sample(342),
    ].join('.'),
    `GITHUB_TOKEN: ${sample(40, 'hex')}`,
  ],
  others: () => [
    `GITHUB_SHA=${sample(40, 'hex')}`,
    `GITHUB_TOKEN=${'0'.repeat(40)}`,
    ['gh', `s_eyJ${'x'.repeat(30)}.eyJ${'x'.repeat(30)}.${'x'.repeat(40)}`].join(''),
    `ghu_${'x'.repeat(36)}`,
    ['ghp', '_', sample(35)].join(''),
    ['xghp', '_', sample(36)].join(''),
  ],
};
