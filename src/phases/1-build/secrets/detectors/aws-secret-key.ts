import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const awsSecretKey: SecretDetector = {
  id: 'aws-secret-key',
  version: 1,
  title: 'AWS secret access key',
  severity: 'critical',
  why: 'Whoever finds it acts as the account: data, machines, costs.',
  remedy:
    'Deactivate the key in IAM, make a new one or better a role, then look through CloudTrail for what it was used for.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  aliases: ['aws-secret-access-key'],
  keywords: [
    'aws_s',
    'aws_a',
    'awss',
    'awsa',
    'secret_access_key',
    'secretaccesskey',
    'secret-access-key',
    'aws_key',
    'awskey',
  ],
  anyCase: true,
  pattern: nameAndValue('(?:aws_?|aws-)?(?:sec(?:ret)?)?[_-]?(?:access)?[_-]?key', '[A-Za-z0-9/+=]{40}'),
  insideWord: true,
  judge: (secret) => {
    // The key of the documentation ends in EXAMPLEKEY.
    if (secret.includes('EXAMPLE') || entropy(secret) < 4 || /^[0-9a-f]{40}$/.test(secret)) return undefined;
    return {};
  },
  examples: () => [`AWS_SECRET_ACCESS_KEY=${sample(40, 'base64')}`, `"SecretAccessKey": "${sample(40, 'base64')}"`],
  others: () => [
    `aws_secret_access_key = ${'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'}${'EXAMPLEKEY'}`,
    `aws_key: ${sample(64, 'base64')}`,
    `aws_key: ${sample(40, 'hex')}`,
  ],
};
