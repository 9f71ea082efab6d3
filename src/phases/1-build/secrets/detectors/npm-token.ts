import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { base62Checksum, entropy, hasBase62Checksum, isReference } from '../value-checks.ts';

export const npmToken: SecretDetector = {
  id: 'npm-token',
  version: 1,
  title: 'npm token',
  severity: 'critical',
  why: 'Whoever finds it publishes packages in the owner’s name, which others then install and run.',
  remedy: 'Revoke it (`npm token revoke`), publish from CI with trusted publishing, and check what was published.',
  references: ['https://docs.npmjs.com/about-access-tokens'],
  aliases: ['npm-access-token', 'secretlint-rule-npm'],
  keywords: ['npm_', '_authtoken'],
  anyCase: true,
  pattern:
    /npm_(?<made>[A-Za-z0-9]{36})(?![A-Za-z0-9])|_authToken\s{0,3}=\s{0,3}"?(?<secret>[A-Za-z0-9+/=_-]{16,200})/iy,
  insideWord: false,
  judge: (secret, { groups }) => {
    if (isReference(secret) || entropy(secret) < 3) return undefined;
    const { made } = groups;
    if (made === undefined) return {};
    if (hasBase62Checksum(made)) return { notes: ['Its checksum is right: npm made it.'] };
    return { severity: 'low', notes: ['Its checksum is wrong: npm did not make it, so it may stand for a real one.'] };
  },
  examples: () => [
    ['npm', '_', sample(30), base62Checksum(sample(30))].join(''),
    `//registry.example.com/:_authToken=${sample(40)}`,
  ],
  others: () => [
    '//registry.npmjs.org/:_authToken=$NPM_TOKEN',
    `npm_${'x'.repeat(36)}`,
    'npm_config_registry=https://registry.npmjs.org/',
  ],
};
