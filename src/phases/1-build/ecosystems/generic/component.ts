/**
 * What Bitnami's vulnerability database calls software that it builds from the makers' own releases (github.com/bitnami/vulndb, `data/COMPONENT`). It speaks
 * of the versions of the makers, from 2020 on. Data: one more is one more line; what is not here is not known there.
 */
const components: Readonly<Record<string, string>> = {
  git: 'git',
  haproxy: 'haproxy',
  httpd: 'apache',
  lua: 'lua',
  mariadb: 'mariadb',
  memcached: 'memcached',
  nginx: 'nginx',
  node: 'node',
  openjdk: 'java',
  php: 'php',
  postgresql: 'postgresql',
  python: 'python',
  redis: 'redis',
  ruby: 'ruby',
  sqlite: 'sqlite',
  valkey: 'valkey',
  varnish: 'varnish',
};

/** `1.8.0_392` of Java before 9 as `8.0.392` (JEP 223), which is how releases are counted there. */
const plainJava = (version: string): string =>
  version.replace(/^1\.(\d+)\.(\d+)(?:_(\d+))?.*$/, '$1.$2.$3').replace(/\.$/, '');

/** What a piece of software without a package is called there, and its version in the form that is used there. */
export function component(
  name: string,
  version: string,
): { readonly name: string; readonly version: string } | undefined {
  const known = Object.hasOwn(components, name) ? components[name] : undefined;
  if (known === undefined) return undefined;
  return { name: known, version: known === 'java' ? plainJava(version) : version };
}
