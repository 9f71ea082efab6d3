import type { Signature } from '../signature.ts';

/** Shells, tools and the libraries that everything rests on. */
export const tools: readonly Signature[] = [
  {
    name: 'openssl',
    files: ['openssl', 'libssl.so*', 'libcrypto.so*', 'libcrypto-*'],
    marks: [
      /OpenSSL (?<version>\d\.\d{1,2}\.\d{1,2}(?:[a-z]{1,2}|-(?:alpha|beta)\d{1,2})?)(?:-fips)? {1,2}\d{1,2} [A-Z][a-z]{2} \d{4}/,
    ],
    versionOrder: 'openssl',
  },
  {
    name: 'curl',
    files: ['curl', 'libcurl.so*', 'libcurl-gnutls.so*'],
    marks: [/CLIENT libcurl (?<version>\d\.\d{1,3}\.\d{1,3})/, /[\0\n]curl[ /](?<version>\d\.\d{1,3}\.\d{1,3})/],
    versionOrder: 'gem',
  },
  {
    name: 'busybox',
    files: ['busybox', 'busybox-*'],
    marks: [/BusyBox v(?<version>\d\.\d{1,3}\.\d{1,3})/],
    versionOrder: 'gem',
  },
  {
    name: 'bash',
    files: ['bash', 'rbash'],
    marks: [/@\(#\)Bash version (?<version>\d\.\d{1,2}\.\d{1,3})\(/],
    versionOrder: 'gem',
  },
  {
    name: 'git',
    files: ['git'],
    marks: [/(?<![\w.])(?<version>2\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)\0/],
    versionOrder: 'gem',
  },
  {
    name: 'wget',
    files: ['wget'],
    marks: [/(?<![\w.])(?<version>1\.(?:1\d|2\d)(?:\.\d{1,2})?)\0/],
    versionOrder: 'gem',
  },
];
