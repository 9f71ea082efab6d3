import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const azureDevopsToken: SecretDetector = {
  id: 'azure-devops-token',
  version: 2,
  title: 'Azure DevOps token',
  severity: 'high',
  why: 'Whoever finds it reads and changes whatever the token may: source, pipelines, packages.',
  remedy: 'Revoke it in the user settings of Azure DevOps (Personal access tokens).',
  references: [
    'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
  ],
  aliases: ['azure-devops-pat'],
  keywords: ['azure_devops', 'azuredevops', 'azure-devops', 'azdo', 'vsts', 'system_accesstoken'],
  anyCase: true,
  pattern: nameAndValue('(?:azure[_-]?devops|azdo|vsts|system_accesstoken)', '[a-z2-7]{52}'),
  insideWord: true,
  forms: [
    {
      // 84 characters, the mark of the issuer before the checksum (since 2024).
      keywords: ['AZDO'],
      anyCase: false,
      pattern: /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/y,
      lead: 76,
      insideWord: false,
    },
  ],
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [
    `AZURE_DEVOPS_TOKEN=${sample(52, 'upper').toLowerCase()}`,
    [sample(52), 'JQ', 'QJ99', sample(18, 'alphanumeric', 3), 'AZ', 'DO', sample(4)].join(''),
  ],
  others: () => [
    `AZURE_DEVOPS_TOKEN=${'a'.repeat(52)}`,
    `vsts: ${sample(52, 'upper')}`,
    `x ${['AZ', 'DO', sample(4)].join('')}`,
    [sample(75), 'AZ', 'DO', sample(4)].join(''),
  ],
};
