/**
 * The source packages of binary ones, as the distributions' own package indexes say them: the labels name binaries alone, and the advisories are about sources.
 * A name that is not here is that of its source.
 */
const sources: readonly (readonly [type: 'apk' | 'deb', source: string, binaries: RegExp])[] = [
  ['apk', 'busybox', /^ssl_client$/],
  ['apk', 'gmp', /^(?:gmp-dev|libgmpxx)$/],
  ['apk', 'nghttp2', /^nghttp2-libs$/],
  ['apk', 'nodejs', /^npm$/],
  ['apk', 'openssl', /^lib(?:crypto|ssl)1\.[01]$/],
  ['apk', 'ruby', /^ruby-(?:dev|libs)$/],
  ['deb', 'apt', /^libapt-pkg[\d.]+$/],
  ['deb', 'bzip2', /^libbz2-1\.0$/],
  ['deb', 'db5.3', /^libdb5\.3$/],
  ['deb', 'e2fsprogs', /^(?:libcom-err2|libext2fs2|libss2|logsave)$/],
  ['deb', 'expat', /^libexpat1$/],
  ['deb', 'glibc', /^(?:libc6|libc-bin|libc-l10n|locales|multiarch-support)$/],
  ['deb', 'gmp', /^libgmp10$/],
  ['deb', 'gnupg2', /^(?:dirmngr|gnupg(?:-.+)?|gpg(?:-.+|conf|sm|v)?)$/],
  ['deb', 'gnutls28', /^libgnutls30$/],
  ['deb', 'icu', /^libicu\d+$/],
  ['deb', 'krb5', /^(?:libgssapi-krb5-2|libk5crypto3|libkrb5-3|libkrb5support0|krb5-locales)$/],
  ['deb', 'libidn2', /^libidn2-0$/],
  ['deb', 'libseccomp', /^libseccomp2$/],
  ['deb', 'libsepol', /^libsepol1$/],
  ['deb', 'libtirpc', /^libtirpc(?:3|-common)$/],
  ['deb', 'libxslt', /^libxslt1\.1$/],
  ['deb', 'lz4', /^liblz4-1$/],
  ['deb', 'ncurses', /^(?:lib(?:ncursesw?|tinfo)\d|ncurses-(?:base|bin))$/],
  ['deb', 'nettle', /^lib(?:hogweed4|nettle6)$/],
  ['deb', 'openldap', /^libldap-(?:2\.4-2|common)$/],
  ['deb', 'openssl', /^libssl1\.[01](?:\.0)?$/],
  ['deb', 'pam', /^libpam(?:0g|-modules(?:-bin)?|-runtime)$/],
  ['deb', 'pcre2', /^libpcre2-8-0$/],
  ['deb', 'pcre3', /^libpcre3$/],
  ['deb', 'perl', /^(?:perl-base|perl-modules-.+|libperl.+)$/],
  ['deb', 'python3.9', /^(?:lib)?python3\.9(?:-minimal|-stdlib)?$/],
  ['deb', 'readline6', /^(?:libreadline6|readline-common)$/],
  ['deb', 'shadow', /^(?:login|passwd)$/],
  ['deb', 'sqlite3', /^libsqlite3-0$/],
  ['deb', 'systemd', /^(?:libsystemd0|libudev1|systemd-sysv|udev)$/],
  ['deb', 'util-linux', /^(?:bsdutils|fdisk|libblkid1|libfdisk1|libmount1|libsmartcols1|libuuid1|mount)$/],
  ['deb', 'zlib', /^zlib1g$/],
];

/** Where a release had another source for the same binaries. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'debian-7': { glibc: 'eglibc', gnupg2: 'gnupg' },
  'debian-10': { 'gcc-base': 'gcc-8' },
};

/** The source package of a binary one: its name, and its version without what a rebuild or a binary's own epoch adds (Debian Policy 5.6.12, bsdutils). */
export function sourceOf(type: string, name: string, version: string, release: string): readonly [string, string] {
  const known = sources.find(([kind, , binaries]) => kind === type && binaries.test(name))?.[1];
  const compiler = /^gcc-([\d.]+)-base$/.exec(name)?.[1];
  const source = compiler === undefined ? (known ?? name) : `gcc-${compiler}`;
  const own = type === 'deb' ? version.replace(/\+b\d+$/, '') : version;
  return [renamed[release]?.[source] ?? source, name === 'bsdutils' ? own.replace(/^\d+:/, '') : own];
}
