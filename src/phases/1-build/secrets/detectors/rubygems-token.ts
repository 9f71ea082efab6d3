import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const rubygemsToken: SecretDetector = {
  id: 'rubygems-token',
  version: 1,
  title: 'RubyGems token',
  severity: 'critical',
  why: 'Whoever finds it publishes gems in the owner’s name, which others then install and run.',
  remedy: 'Delete the key in the settings of rubygems.org, and check what was published.',
  references: ['https://guides.rubygems.org/api-key-scopes/'],
  aliases: ['rubygems-api-token'],
  keywords: ['rubygems_'],
  anyCase: false,
  pattern: /rubygems_[a-f0-9]{48}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [['ruby', 'gems_', sample(48, 'hex')].join('')],
  others: () => [`rubygems_${'0'.repeat(48)}`],
};
