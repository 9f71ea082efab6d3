import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const terraformToken: SecretDetector = {
  id: 'terraform-token',
  version: 1,
  title: 'HCP Terraform token',
  severity: 'critical',
  why: 'Whoever finds it changes infrastructure and reads its state, with the secrets in it.',
  remedy: 'Delete it in the settings of HCP Terraform (Tokens).',
  references: ['https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens'],
  aliases: ['hashicorp-tf-api-token'],
  keywords: ['.atlasv1.'],
  anyCase: false,
  pattern: /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}(?![A-Za-z0-9_=-])/y,
  lead: 14,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [[sample(14), '.atlas', 'v1.', sample(67)].join('')],
  others: () => [`${'x'.repeat(14)}.atlasv1.${'x'.repeat(67)}`],
};
