import type { Signature } from '../signature.ts';

/** Databases and stores of keys and values. */
export const databases: readonly Signature[] = [
  {
    // The version, who built it and when are one string, with or without a host (`src/release.c`).
    name: 'redis',
    files: ['redis-server', 'redis-sentinel', 'redis-cli', 'redis-benchmark'],
    marks: [/(?<![\w.])(?<version>\d{1,2}\.\d{1,3}\.\d{1,2})(?:[0-9A-Za-z][0-9A-Za-z.-]{0,63}-)?1\d{9}0{6,9}\0/],
    versionOrder: 'gem',
  },
  {
    name: 'valkey',
    files: ['valkey-server', 'valkey-sentinel', 'valkey-cli'],
    marks: [/(?<version>\d{1,2}\.\d{1,3}\.\d{1,2})(?:[0-9A-Za-z][0-9A-Za-z.-]{0,63}-)?1\d{9}0{6,9}\0/],
    versionOrder: 'gem',
  },
  {
    name: 'postgresql',
    files: ['postgres', 'psql', 'pg_dump', 'pg_ctl'],
    marks: [/\(PostgreSQL\) (?<version>\d{1,2}(?:\.\d{1,3}){1,2}|\d{2}(?:beta|rc)\d)[ \n\0]/],
    versionOrder: 'gem',
  },
  {
    name: 'mariadb',
    files: ['mariadbd', 'mysqld', 'mariadb', 'mysql', 'mariadb-dump', 'mysqldump'],
    marks: [/(?<![\w.])(?<version>\d{1,2}\.\d{1,2}\.\d{1,3})-MariaDB(?:-[ -~]{1,60})?\0/],
    versionOrder: 'gem',
  },
  {
    name: 'sqlite',
    files: ['libsqlite3.so*', 'sqlite3', 'libsqlite3.*'],
    marks: [/(?<![\w.])(?<version>3\.\d{1,3}\.\d{1,3}(?:\.\d{1,2})?)\0/],
    versionOrder: 'gem',
  },
];
