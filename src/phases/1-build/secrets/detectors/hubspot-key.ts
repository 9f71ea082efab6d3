import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy, isRepetitive } from '../value-checks.ts';

const uuid = '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}';
const madeUp = (): string => [8, 4, 4, 4, 12].map((n) => sample(n, 'hex', n)).join('-');

export const hubspotKey: SecretDetector = {
  id: 'hubspot-key',
  version: 2,
  title: 'HubSpot key or token',
  severity: 'high',
  why: 'Whoever finds it reads and changes customer data.',
  remedy: 'Rotate it in the settings of HubSpot; API keys are out of use there, private apps have tokens of their own.',
  references: [
    'https://developers.hubspot.com/docs/api/private-apps',
    'https://developers.hubspot.com/docs/cms/personal-access-key',
  ],
  aliases: ['hubspot-api-key', 'hubspot-api-token'],
  keywords: ['hubspot', 'hapikey'],
  anyCase: true,
  pattern: nameAndValue('(?:hubspot|hapikey)', `(?:[a-z]{2}\\d{1,2}-)?${uuid}`),
  insideWord: true,
  forms: [
    {
      // A private app's token names the region of its account.
      keywords: ['pat-na', 'pat-eu', 'pat-ap', 'pat-au', 'pat-ca'],
      anyCase: false,
      pattern: new RegExp(`pat-[a-z]{2}\\d{0,2}-${uuid}(?![\\w-])`, 'y'),
      insideWord: false,
    },
    {
      // A personal access key is a record that begins with the region: "\n$na1-", "\n$eu1-".
      keywords: ['CiRuYTEt', 'CiRldTEt'],
      anyCase: false,
      pattern: /CiR(?:uYTEt|ldTEt)[A-Za-z0-9+/_-]{80,600}={0,2}/y,
      insideWord: false,
    },
  ],
  judge: (secret) => (isRepetitive(secret) || entropy(secret) < 2.5 ? undefined : {}),
  examples: () => [
    `const hubspotKey = '${madeUp()}'`,
    `https://api.hubapi.com/x?hapikey=${madeUp()}&a=b`,
    `token: ${['pat', '-na1-', madeUp()].join('')}`,
    ['CiRu', 'YTEt', sample(120)].join(''),
  ],
  others: () => [
    `hubspot: ${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
    ['pat', `-na1-${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`].join(''),
  ],
};
