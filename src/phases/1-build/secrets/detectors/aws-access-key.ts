import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, longestSequence } from '../value-checks.ts';

export const awsAccessKey: SecretDetector = {
  id: 'aws-access-key',
  version: 2,
  title: 'AWS access key id',
  severity: 'high',
  why: 'With the secret key that belongs to it, whoever finds it acts as the account: data, machines, costs.',
  remedy:
    'Deactivate the key in IAM, make a new one or better a role, then look through CloudTrail for what it was used for.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids'],
  aliases: ['aws-access-token', 'secretlint-rule-aws', 'aws-access-key-id'],
  keywords: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
  anyCase: false,
  pattern: /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Z0-9a-z])/y,
  insideWord: false,
  judge: (secret) => {
    // AWS writes EXAMPLE into the ids of its documentation and gives none out; the other scanners leave them out too.
    if (secret.includes('EXAMPLE') || entropy(secret) < 3 || longestSequence(secret) >= 8) return undefined;
    return secret.startsWith('ASIA')
      ? { severity: 'medium', notes: ['It is one of a session, which ends by itself.'] }
      : {};
  },
  examples: () => [`aws_access_key_id = ${['AK', 'IA', sample(16, 'upper')].join('')}`],
  others: () => [
    ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join(''),
    ['AKIA', 'I44QH8DHB', 'EXAMPLE'].join(''),
    ['AKIA', 'EXAMPLE', sample(9, 'upper')].join(''),
    ['AKIA', 'ABCDEFGHIJKLMNOP'].join(''),
    `data:image/png;base64,iVBORw0KGgo/${['AK', 'IA', sample(16, 'upper')].join('')}+${sample(30, 'base64')}`,
    `${sample(90, 'base64')}+${['AK', 'IA', sample(16, 'upper')].join('')}/${sample(90, 'base64', 3)}`,
    ['AK', 'IA', sample(16, 'upper'), 'A'].join(''),
    ['AK', 'IA', 'A'.repeat(16)].join(''),
  ],
};
