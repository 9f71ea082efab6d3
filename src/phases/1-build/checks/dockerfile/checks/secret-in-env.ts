import type { DockerfileCheck } from '../check.ts';

/** Words in a name that promise a secret. */
const secretWord =
  /(?:^|_)(?:apikey|auth|credentials?|key|passphrase|password|passwd|pword|pass|pwd|pgpassword|sshpass|secret|token)(?=_|$)/gi;
/** Those that take the promise back wherever they stand: a public key, a file that holds it, a version, the key of a setting. */
const harmlessWord = /(?:^|_)(?:public|gpg|file|version|module|url|path|id|name|config_key)(?:_|$)/i;
/** Those that do behind it: what is told is a property of the secret. `TOKEN_SERVER_PASSWORD` ends in one all the same. */
const property = new RegExp(
  `_(?:${[
    'sock|socket|type|kind|mode|method|methods|format|encoding|style|class|algorithm|algo|alg|bits|size|length|len|min|max|minimum|maximum|count',
    'ttl|timeout|expiry|expires|expiration|expire|lifetime|age|days|hours|minutes|seconds|secs|interval|rotation|retries|attempts|leeway',
    'header|field|prefix|suffix|alias|label|prompt|hint|scope|scopes|issuer|audience|realm|domain|claim|policy|usage',
    'enabled|enable|disabled|disable|required|allowed|validation|strength|username|user|users|group|groups|role|roles',
    'provider|backend|server|service|host|hostname|port|endpoint|uri|dir|directory|folder|location|store|plugin|driver|arn|ref|fingerprint|index|layout|partition',
  ].join('|')})(?:_|$)`,
  'i',
);
/** A switch says whether there is one. */
const switching =
  /^(?:.+_)?(?:disable|enable|allow|require|use|skip|no|is|has|without|with|ignore|force|empty|random|generate|auto)_/i;
const switched = /^["']?(?:[01]|true|false|yes|no|on|off)?["']?$/i;

function promisesSecret(name: string, value: string | undefined): boolean {
  const last = [...name.matchAll(secretWord)].at(-1);
  if (last === undefined || harmlessWord.test(name)) return false;
  const behind = name.slice(last.index + last[0].length);
  // AUTH_HEADER holds the credential, API_KEY_HEADER the name of a header.
  const isHeader = /auth$/i.test(last[0]) && /^_header$/i.test(behind);
  if (property.test(behind) && !isHeader) return false;
  return !(switching.test(name) && value !== undefined && switched.test(value));
}

export const secretInEnv: DockerfileCheck = {
  id: 'dockerfile/secret-in-env',
  version: 3,
  title: 'A secret in ENV or ARG',
  severity: 'high',
  aliases: ['SecretsUsedInArgOrEnv', 'DL3064', 'AVD-DS-0031'],
  why: 'Both end in the image: ENV in its configuration, ARG in its history. Whoever can pull the image can read them, and unsetting the variable later does not help.',
  remedy:
    'Mount it while building (`RUN --mount=type=secret,id=…`), give it to the container when it starts, and replace the one that was built in.',
  references: ['https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/'],
  violating: ['FROM alpine:3.20\nENV DB_PASSWORD=hunter2\n'],
  clean: ['FROM alpine:3.20\nENV DB_PASSWORD_FILE=/run/secrets/db PUBLIC_KEY=abc\n'],
  *look(view) {
    for (const instruction of view.of('ENV', 'ARG')) {
      for (const { name, value, at } of instruction.pairs) {
        if (!promisesSecret(name, value)) continue;
        yield {
          at,
          observed: value ? `${instruction.keyword} ${name} with a value` : `${instruction.keyword} ${name}`,
          expected: 'a secret mount, or a variable given when the container starts',
          ...(value ? {} : { severity: 'medium' as const }),
        };
      }
    }
  },
};
