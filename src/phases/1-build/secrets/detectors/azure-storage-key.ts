import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const azureStorageKey: SecretDetector = {
  id: 'azure-storage-key',
  version: 2,
  title: 'Azure storage account key',
  severity: 'critical',
  why: 'Whoever finds it reads, changes and deletes everything in the storage account.',
  remedy: 'Rotate the key in the Azure portal (Access keys), and use identities or short-lived signatures.',
  references: ['https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage'],
  aliases: ['azure-storage-account-key'],
  keywords: ['AccountKey', 'account_key', 'storage_key'],
  anyCase: true,
  pattern: nameAndValue('(?:account_?key|storage_key)', '[A-Za-z0-9+/]{86}=='),
  insideWord: true,
  forms: [
    {
      // Since 2022 the key carries the mark of the storage service, and needs no name beside it.
      keywords: ['+ASt'],
      anyCase: false,
      pattern: /[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{5}[AQgw]==/y,
      lead: 76,
      insideWord: false,
    },
  ],
  judge: (secret) => {
    // The key of the local emulator is the same everywhere and opens nothing.
    return secret.startsWith('Eby8vdM02xNOcq') || entropy(secret) < 4 ? undefined : {};
  },
  examples: () => [
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${sample(86, 'base64')}==;EndpointSuffix=core.windows.net`,
    `value: ${[sample(76, 'base64'), '+A', 'St', sample(5), 'A=='].join('')}`,
  ],
  others: () => [`AccountKey=${'Eby8vdM02xNOcq'}${sample(72, 'base64')}==`, `AccountKey=${'A'.repeat(86)}==`],
};
