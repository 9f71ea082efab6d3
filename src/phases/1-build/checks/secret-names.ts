/** Words in a name that speak of a secret. */
const secretWords = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'secrets',
  'token',
  'jwt',
  'bearer',
  'credential',
  'credentials',
  'key',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
]);
/** Words beside them by which it is something else: where the secret lies, or how it is used. */
const harmlessWords = new Set([
  'public',
  'pub',
  'file',
  'path',
  'dir',
  'name',
  'url',
  'uri',
  'ttl',
  'expiry',
  'expiration',
  'timeout',
  'length',
  'size',
  'type',
  'algorithm',
  'header',
  'issuer',
  'endpoint',
  'policy',
  'enabled',
  'ref',
  'sort',
  'partition',
  'primary',
  'foreign',
]);

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Whether a name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => secretWords.has(word)) && !words.some((word) => harmlessWords.has(word));
}

/** What looks like a secret itself. */
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.|\bAKIA[0-9A-Z]{16}\b|\bghp_[0-9A-Za-z]{36}\b|\bAIza[\w-]{35}\b|\bxox[baprs]-[\w-]{10,48}/;
/** Values that are no secret whatever they are called: switches, numbers, places where the secret lies. */
const harmlessValue = /^(?:|true|false|yes|no|none|null|\d{1,4}|\/[\w./-]+|\$\([\w-]+\)|\$\{[\w-]+\})$/i;

/** Whether what is written under a name is a secret itself, as far as both tell. */
export const isSecret = (name: string, value: string): boolean =>
  secretValue.test(value) || (isSecretName(name) && !harmlessValue.test(value.trim()));
