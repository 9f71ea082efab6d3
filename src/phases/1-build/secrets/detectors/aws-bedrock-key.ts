import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const awsBedrockKey: SecretDetector = {
  id: 'aws-bedrock-key',
  version: 1,
  title: 'Amazon Bedrock API key',
  severity: 'high',
  why: 'Whoever finds it uses the models at the owner’s cost.',
  remedy: 'Delete it in the Bedrock console (API keys), or with the service-specific credentials of IAM.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html'],
  keywords: ['ABSK', 'bedrock-api-key-'],
  anyCase: false,
  pattern:
    /(?:ABSK[A-Za-z0-9+/]{109,269}|bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{20,4000})={0,2}(?![A-Za-z0-9+/])/y,
  insideWord: false,
  judge: (secret) => {
    if (entropy(secret) < 3.5) return undefined;
    return secret.startsWith('ABSK')
      ? {}
      : { severity: 'medium', notes: ['It is one of a session, which ends by itself.'] };
  },
  examples: () => [
    ['AB', 'SK', sample(128, 'base64')].join(''),
    ['bedrock-api', '-key-', btoa('bedrock.amazonaws.com'), sample(400, 'base64')].join(''),
  ],
  others: () => [`ABSK${'A'.repeat(128)}`, 'bedrock-api-key-here'],
};
