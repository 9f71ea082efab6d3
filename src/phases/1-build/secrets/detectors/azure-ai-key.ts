import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const azureAiKey: SecretDetector = {
  id: 'azure-ai-key',
  version: 1,
  title: 'Azure AI services key',
  severity: 'high',
  why: 'Whoever finds it uses the models at the owner’s cost.',
  remedy: 'Regenerate the key of the resource in the Azure portal (Keys and endpoint).',
  references: ['https://learn.microsoft.com/azure/ai-services/rotate-keys'],
  aliases: ['azure-ai-services-key'],
  keywords: ['JQQJ99'],
  anyCase: false,
  pattern: /[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}(?![A-Za-z0-9])/y,
  lead: 52,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [[sample(52), 'JQ', 'QJ99', sample(26)].join('')],
  others: () => [['JQ', 'QJ99', sample(26)].join('')],
};
