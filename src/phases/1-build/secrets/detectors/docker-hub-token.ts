import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const dockerHubToken: SecretDetector = {
  id: 'docker-hub-token',
  version: 1,
  title: 'Docker Hub token',
  severity: 'critical',
  why: 'Whoever finds it pulls private images and may push over those that others run.',
  remedy: 'Delete it in Docker Hub (personal or organization access tokens), and check what was pushed.',
  references: [
    'https://docs.docker.com/security/access-tokens/',
    'https://docs.docker.com/enterprise/security/access-tokens/',
  ],
  aliases: ['dockerhub-personal-access-token'],
  keywords: ['dckr_pat_', 'dckr_oat_'],
  anyCase: false,
  // Of a person 27 characters, of an organization 32.
  pattern: /dckr_(?:pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [
    ['dckr', '_pat_', sample(27)].join(''),
    `docker login -u me -p ${['dckr', '_oat_', sample(32)].join('')}`,
  ],
  others: () => [`dckr_pat_${'x'.repeat(27)}`, ['dckr', '_pat_', sample(20)].join('')],
};
