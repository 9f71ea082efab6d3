import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const flyioToken: SecretDetector = {
  id: 'flyio-token',
  version: 1,
  title: 'Fly.io token',
  severity: 'critical',
  why: 'Whoever finds it deploys to the organisation and reads what runs there.',
  remedy: 'Revoke it (`fly tokens revoke`).',
  references: ['https://fly.io/docs/security/tokens/'],
  aliases: ['flyio-access-token'],
  keywords: ['fo1_', 'fm1_', 'fm1a_', 'fm1r_', 'fm2_'],
  anyCase: false,
  pattern:
    /(?:fo1_[\w-]{43}|fm1[ar]?_[A-Za-z0-9+/]{100,4000}={0,3}|fm2_[A-Za-z0-9+/]{100,4000}={0,3})(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [['fo', '1_', sample(43)].join('')],
  others: () => [`fo1_${'x'.repeat(43)}`, ['7SWa-Fo', '1_', sample(43)].join('')],
};
