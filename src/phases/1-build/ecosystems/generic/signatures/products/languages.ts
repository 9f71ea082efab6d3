import type { Signature } from '../signature.ts';

/** Languages: their interpreters, and compilers that images carry. */
export const languages: readonly Signature[] = [
  {
    name: 'node',
    files: ['node', 'nodejs', 'libnode.so.*', 'node.exe'],
    marks: [/node\.js\/v(?<version>\d{1,3}\.\d{1,3}\.\d{1,3})/],
    versionOrder: 'semver',
  },
  {
    name: 'python',
    files: ['python', 'python2', 'python2.*', 'python3', 'python3.*', 'libpython2.*', 'libpython3.*'],
    // Version 3.2.0 of Unicode's tables stands there as well.
    marks: [/(?<![\w.])(?!3\.2\.0\0)(?<version>(?:2\.[67]|3\.\d{1,2})\.\d{1,2}(?:(?:a|b|rc)\d{1,2})?)\+?\0/],
    versionOrder: 'pep440',
  },
  {
    name: 'php',
    files: ['php', 'php-cgi', 'php-fpm', 'php8.*', 'php7.*', 'php-fpm8.*', 'php-fpm7.*', 'libphp*', 'php5*'],
    marks: [/X-Powered-By: PHP\/(?<version>\d\.\d{1,2}\.\d{1,3}(?:(?:alpha|beta|RC)\d{1,2})?)/],
    versionOrder: 'gem',
  },
  {
    name: 'ruby',
    files: ['ruby', 'ruby2.*', 'ruby3.*', 'libruby*'],
    marks: [/\0ruby (?<version>\d\.\d{1,2}\.\d{1,2}(?:(?:preview|rc)\d{1,2})?)(?:p\d{1,4})? ?\(/],
    versionOrder: 'gem',
  },
  {
    name: 'perl',
    files: ['perl', 'perl5*', 'libperl.so*'],
    marks: [/(?<![\w.])v(?<version>5\.\d{1,2}\.\d{1,2})\0/],
    versionOrder: 'gem',
  },
  {
    name: 'lua',
    files: ['lua', 'lua5*', 'liblua*'],
    marks: [/\$LuaVersion: Lua (?<version>5\.\d\.\d{1,2}) /],
    versionOrder: 'gem',
  },
  {
    name: 'rust',
    files: ['rustc', 'librustc_driver-*'],
    marks: [
      /(?<version>1\.\d{1,3}\.\d{1,2}(?:-(?:nightly|beta)(?:\.\d{1,2})?)?) \([0-9a-f]{9} 20\d\d-\d\d-\d\d\)/,
      /\/usr\/src\/rustc-(?<version>1\.\d{1,3}\.\d{1,2})\//,
    ],
    versionOrder: 'semver',
  },
];
