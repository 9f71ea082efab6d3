import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, isPlaceholder, isReference } from '../value-checks.ts';

const isPrintable = (text: string): boolean => /^[\x20-\x7e]{3,3000}$/.test(text);

export const npmLogin: SecretDetector = {
  id: 'npm-login',
  version: 1,
  title: 'Registry login in the settings of npm or Yarn',
  severity: 'high',
  why: 'The value is only encoded: whoever finds it installs private packages and may publish.',
  remedy:
    'Change the password or revoke the token at the registry; mount the settings while building (`--mount=type=secret`).',
  references: [
    'https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration',
    'https://yarnpkg.com/configuration/yarnrc#npmAuthIdent',
  ],
  keywords: ['_auth', '_password', 'npmAuthIdent'],
  anyCase: true,
  pattern:
    /(?:(?<login>_auth|npmAuthIdent)|(?<=^|[\s:"'])(?<word>_password))["']?[ \t]{0,5}[=:][ \t]{0,5}["']?(?<secret>[A-Za-z0-9+/_-]{8,2000}={0,2}|[^\s"':]{1,100}:[^\s"']{3,200})(?=["'\s]|$)/iy,
  insideWord: false,
  judge: (secret, { groups }) => {
    if (isReference(secret)) return undefined;
    // Yarn also takes the login as it is; `_password` is the password alone, encoded.
    const plain = secret.includes(':') ? secret : Buffer.from(secret, 'base64').toString('latin1');
    const password = groups.login === undefined ? plain : plain.slice(plain.indexOf(':') + 1);
    if (!isPrintable(plain) || (groups.login !== undefined && !/^[^:]{1,200}:./.test(plain))) return undefined;
    return isPlaceholder(password) || entropy(password) < 2 ? undefined : {};
  },
  examples: () => [
    `_auth=${btoa(`someone:${sample(14)}`)}`,
    `//registry.example.com/:_auth = "${btoa(`someone:${sample(14)}`)}"`,
    `//registry.example.com/:_password=${btoa(sample(14))}`,
    `npmAuthIdent: "someone:${sample(14)}"`,
  ],
  others: () => [
    '_auth=$NPM_AUTH',
    `_auth=${btoa('user:password')}`,
    `_auth=${sample(30)}`,
    'basic_auth: someone:something',
    '//registry.example.com/:always-auth=true',
  ],
};
