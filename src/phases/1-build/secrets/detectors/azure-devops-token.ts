import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const azureDevopsToken: SecretDetector = {
  id: 'azure-devops-token',
  version: 1,
  title: 'Azure DevOps token',
  severity: 'high',
  why: 'Whoever finds it reads and changes whatever the token may: source, pipelines, packages.',
  remedy: 'Revoke it in the user settings of Azure DevOps (Personal access tokens).',
  references: [
    'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
  ],
  keywords: ['azure_devops', 'azuredevops', 'azure-devops', 'azdo', 'vsts', 'system_accesstoken'],
  anyCase: true,
  pattern: nameAndValue('(?:azure[_-]?devops|azdo|vsts|system_accesstoken)', '[a-z2-7]{52}'),
  insideWord: true,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [`AZURE_DEVOPS_TOKEN=${sample(52, 'upper').toLowerCase()}`],
  others: () => [`AZURE_DEVOPS_TOKEN=${'a'.repeat(52)}`, `vsts: ${sample(52, 'upper')}`],
};
