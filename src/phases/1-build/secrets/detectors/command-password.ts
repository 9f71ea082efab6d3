import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { isCodeName, isPlaceholder, isReference, longestSequence, looksMadeByChance } from '../value-checks.ts';

/** Between an option and its value: white space, an equals sign, or the next string of a list in JSON. */
const next = String.raw`(?:(?:[ \t]{1,4}|=)["']?|["'],[ \t]{0,4}["'])`;
/** What closes a list or a block stands behind an option that is only named: `["-p"], …` in packed code. */
const value = String.raw`(?<secret>(?![\]})])[^\s"'\\;|&<>()$\x60]{6,128})(?=["'\s;|&)\\]|$)`;
/** What stands between the name of a program and an option of it: the rest of the command, over broken lines. */
const rest = String.raw`(?:\\\r?\n|[^\n\r|;&]){0,300}?`;

export const commandPassword: SecretDetector = {
  id: 'command-password',
  version: 1,
  title: 'Password on a command line',
  severity: 'high',
  why: 'Whoever can read the script, the command of the image or the list of processes can log in.',
  remedy: 'Change it where it is checked, and let the program read it from a mounted file or from standard input.',
  references: ['https://cwe.mitre.org/data/definitions/214.html'],
  keywords: [
    '-password',
    '-passwd',
    '-passphrase',
    '-pwd',
    '-requirepass',
    '-secret',
    '-token',
    '-api-key',
    '-apikey',
    '-access-key',
    '-secret-key',
  ],
  anyCase: true,
  pattern: new RegExp(
    String.raw`(?<=(?:^|[\s"'[,])(?:-[\w-]{0,30})?)-(?:password|passwd|passphrase|pwd|requirepass|secret|token|api-?key|access-key|secret-key)${next}${value}`,
    'iy',
  ),
  insideWord: true,
  forms: [
    {
      keywords: ['sshpass -p', 'sshpass  -p'],
      anyCase: false,
      pattern: new RegExp(String.raw`sshpass[ \t]{1,4}-p[ \t]{0,4}["']?${value}`, 'y'),
      insideWord: false,
    },
    {
      // `docker login -u me -p …`, and what logs in alike.
      keywords: ['docker login', 'podman login', 'buildah login', 'skopeo login', 'registry login', 'oras login'],
      anyCase: false,
      pattern: new RegExp(String.raw`\w{4,8} login${rest}[ \t]-p(?:[ \t]{1,4}|=)["']?${value}`, 'y'),
      insideWord: false,
    },
    {
      keywords: ['mysql -', 'mysql  -', 'mysqldump', 'mysqladmin', 'mariadb -', 'mariadb-'],
      anyCase: false,
      pattern: new RegExp(String.raw`(?:mysql|mariadb)(?:-?(?:dump|admin))?[ \t]${rest}(?<=[ \t])-p["']?${value}`, 'y'),
      insideWord: false,
    },
    {
      keywords: ['redis-cli'],
      anyCase: false,
      pattern: new RegExp(String.raw`redis-cli${rest}[ \t](?:-a|--pass)${next}${value}`, 'y'),
      insideWord: false,
    },
  ],
  judge: (secret) => {
    if (isReference(secret) || isPlaceholder(secret) || isCodeName(secret) || longestSequence(secret) >= 8)
      return undefined;
    return looksMadeByChance(secret, true) ? {} : undefined;
  },
  examples: () => [
    `mysqld --db-password ${sample(14)}`,
    `["/bin/app", "--token", "${sample(20)}"]`,
    `server --token=${sample(18)}`,
    `keytool -storepass x -password '${sample(12)}'`,
    `sshpass -p '${sample(12)}' ssh root@db.internal`,
    `docker login -u me -p ${sample(16)} r.internal`,
    `mysqladmin ping -h localhost -uroot -p${sample(12)}`,
    `redis-cli -h cache -a ${sample(14)} ping`,
    `redis-server --requirepass ${sample(16)}`,
  ],
  others: () => [
    'mysqld --password "$PASSWORD"',
    'docker login -u me --password-stdin r.internal',
    'docker login -u me -p $TOKEN r.internal',
    'app --token TOKEN --password <password> --secret secret_name',
    'app --password-file /run/secrets/db1',
    'app --token-ttl 24h30m --secret-name app/db1',
    'kubeadm join --token abcdef.0123456789abcdef',
    'mysqladmin ping -h localhost -P3306 -uroot',
    'docker run --token-file x1y2z3',
    'a non-secret a1b2 value',
    '{words:["sshpass  -p"],anyCase:!1,pattern:new RegExp(p,"y")}',
    '["--db-password", "]x9Kq2mVb7"]',
  ],
};
