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

/** Whether a variable of this name holds a secret, by the words of the name; a switch, a file or a public key is none. */
export function promisesSecret(name: string, value: string | undefined): boolean {
  const last = [...name.matchAll(secretWord)].at(-1);
  if (last === undefined || harmlessWord.test(name)) return false;
  const behind = name.slice(last.index + last[0].length);
  // AUTH_HEADER holds the credential, API_KEY_HEADER the name of a header.
  const isHeader = /auth$/i.test(last[0]) && /^_header$/i.test(behind);
  if (property.test(behind) && !isHeader) return false;
  return !(switching.test(name) && value !== undefined && switched.test(value));
}

/** The value of a variable of a build step, up to the next space: builders write it without quotes. */
const assignment = /(^|\s)([A-Za-z_][\w.-]{0,200})=(\S{1,10000})/g;

/** A build step without the values of variables whose names promise a secret, whatever they are. */
export function withoutNamedSecrets(step: string): string {
  return step.replace(assignment, (whole, before: string, name: string, value: string) =>
    promisesSecret(name, value) && !value.startsWith('$') ? `${before}${name}=…` : whole,
  );
}
