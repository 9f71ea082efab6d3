import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, isPlaceholder, isReference } from '../value-checks.ts';

export const netrcPassword: SecretDetector = {
  id: 'netrc-password',
  version: 1,
  title: 'Password in a .netrc file',
  severity: 'high',
  why: 'Whoever can read the file logs in to that server: curl, git, pip and many others take the password from it.',
  remedy:
    'Change the password or revoke the token at the server; mount the file while building (`--mount=type=secret`).',
  references: ['https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html'],
  keywords: ['machine ', 'default login'],
  anyCase: false,
  pattern:
    /(?:machine[ \t]{1,20}(?<host>[^\s"'\\]{1,253})|default)(?:\s|\\[nt]){1,20}(?:(?:login|account)(?:\s|\\[nt]){1,20}[^\s"'\\]{1,200}(?:\s|\\[nt]){1,20}){0,2}password(?:\s|\\[nt]){1,20}(?<secret>[^\s"'\\]{3,300})/y,
  insideWord: false,
  judge: (secret, { path, groups }) => {
    const isExample = /(?:^|\.)example(?:\.(?:com|org|net))?$|\.(?:test|invalid|example)$/.test(groups.host ?? '');
    if (isReference(secret) || isPlaceholder(secret)) return undefined;
    if (/(?:^|\/)[._]netrc$/.test(path)) return {};
    // Elsewhere it may be a manual that explains the format.
    return isExample || /^[A-Za-z]{1,12}$/.test(secret) || entropy(secret) < 2.5 ? undefined : {};
  },
  examples: () => [
    `machine api.internal login deploy password ${sample(16)}`,
    `machine github.internal\n  login deploy\n  password ${sample(20)}\n`,
    `echo "machine git.internal\\nlogin deploy\\npassword ${sample(16)}" > ~/.netrc`,
    `default login anonymous password ${sample(12)}`,
  ],
  others: () => [
    'machine api.internal login deploy password $TOKEN',
    'machine ftp.internal login daniel password qwerty',
    'machine mirror.internal login user password <password>',
    'the machine has a login and a password that is long',
    `machine www.example.com login deploy password ${sample(16)}`,
  ],
};
