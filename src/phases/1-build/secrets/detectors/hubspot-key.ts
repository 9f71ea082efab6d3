import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { isRepetitive } from '../value-checks.ts';

export const hubspotKey: SecretDetector = {
  id: 'hubspot-key',
  version: 1,
  title: 'HubSpot API key',
  severity: 'high',
  why: 'Whoever finds it reads and changes customer data.',
  remedy: 'Rotate it in the settings of HubSpot; API keys are out of use there, private apps have tokens of their own.',
  references: ['https://developers.hubspot.com/docs/api/private-apps'],
  keywords: ['hubspot'],
  anyCase: true,
  pattern: nameAndValue('hubspot', '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}'),
  insideWord: true,
  judge: (secret) => (isRepetitive(secret) ? undefined : {}),
  examples: () => [`const hubspotKey = '${[8, 4, 4, 4, 12].map((n) => sample(n, 'hex', n)).join('-')}'`],
  others: () => [`hubspot: ${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`],
};
