import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, isPlaceholder, isReference } from '../value-checks.ts';

export const curlCredentials: SecretDetector = {
  id: 'curl-credentials',
  version: 1,
  title: 'Password on the command line of curl',
  severity: 'high',
  why: 'Whoever can read the script, or the history of the image, can log in to that server.',
  remedy: 'Change the password at the server; let curl read it from a mounted file (`--netrc-file`, `--config`).',
  references: ['https://curl.se/docs/manpage.html#-u'],
  aliases: ['curl-auth-user'],
  keywords: ['curl '],
  anyCase: false,
  pattern:
    /curl(?:\\\r?\n|[^\n\r|]){0,500}?[ \t](?:-u[ \t]{0,3}|--user[ =]{1,3})(?<quote>["']?)(?:(?<user>[^\s"':]{0,64}):(?<secret>[^\s"']{1,128})|(?<bare>[^\s"':]{6,128}):)\k<quote>(?=[\s"']|$)/y,
  insideWord: false,
  judge: (value) => {
    // A token may stand in place of the user, with nothing after the colon.
    if (value.length < 6 || isReference(value) || isPlaceholder(value) || /^(?:[a-z]+|[A-Z_]+)$/.test(value))
      return undefined;
    return entropy(value) < 2.5 ? undefined : {};
  },
  examples: () => [
    `curl -s -u elastic:${sample(10)} https://localhost:9200`,
    `curl --user "${sample(12)}:" https://localhost`,
    `curl -k \\\n  -d x \\\n  -u me:${sample(16)}`,
  ],
  others: () => [
    'curl -u "$USER:$PASSWORD" https://a',
    'curl -u user:pass https://a',
    'curl -u <user:password> https://a',
    'curl https://a\n\nnc -u -l 41234:abcdef',
  ],
};
