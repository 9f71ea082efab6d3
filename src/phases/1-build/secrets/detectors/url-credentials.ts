import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, isPlaceholder, isReference } from '../value-checks.ts';

export const urlCredentials: SecretDetector = {
  id: 'url-credentials',
  version: 2,
  title: 'Password in an address',
  severity: 'high',
  why: 'Whoever can read the file can log in to that server.',
  remedy:
    'Change the password at the server, and give the address without it: the user and the password from a secret.',
  references: ['https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1'],
  aliases: ['secretlint-rule-basicauth', 'secretlint-rule-database-connection-string'],
  keywords: ['://'],
  anyCase: false,
  pattern:
    /:\/\/(?<user>[A-Za-z0-9._%+~-]{0,64}):(?<secret>[^\s:@/"'`<>{}[\]()|,\\]{6,128})@(?<host>[A-Za-z0-9.-]{1,200})(?=[:/\s"'`?,;<)]|$)/y,
  insideWord: true,
  judge: (secret, { groups }) => {
    const { user = '', host = '' } = groups;
    const isExample = /(?:^|\.)example(?:\.(?:com|org|net))?$|\.(?:test|invalid|example)$/.test(host);
    if (isExample || isReference(secret) || isPlaceholder(secret) || secret === user || secret.startsWith('$'))
      return undefined;
    return /^(?:[a-z]+|[A-Z_]+|\d{1,5})$/.test(secret) || entropy(secret) < 2.5 ? undefined : {};
  },
  examples: () => [`postgres://app:${sample(12)}@db.internal:5432/app`],
  others: () => [
    'https://user:password@host/',
    'https://me:s3cr3tX9q@www.example.com/',
    'redis://:$REDIS_PASSWORD@cache:6379',
    'http://host:8080/a@b',
    'const help = `dotenv://:key_1234@dotenvx.com/vault/.env.vault?environment=production`;',
    'fetch("https://user:pass123@api.internal/")',
    'postgres://app:postgres@db/app',
  ],
};
