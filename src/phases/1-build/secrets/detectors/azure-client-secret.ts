import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const azureClientSecret: SecretDetector = {
  id: 'azure-client-secret',
  version: 2,
  title: 'Microsoft Entra client secret',
  severity: 'critical',
  why: 'Whoever finds it acts as the application in the tenant.',
  remedy:
    'Remove the secret in the app registration (Certificates and secrets), and use a certificate or workload identity.',
  references: ['https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials'],
  aliases: ['azure-ad-client-secret', 'azure-entra-client-secret'],
  keywords: ['0Q~', '1Q~', '2Q~', '3Q~', '4Q~', '5Q~', '6Q~', '7Q~', '8Q~', '9Q~'],
  anyCase: false,
  pattern: /[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/y,
  lead: 3,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [`secret=${[sample(3), '8', 'Q~', sample(34)].join('')}`],
  others: () => [`${'a'.repeat(3)}8Q~${'a'.repeat(34)}`],
};
