import type { Files } from './world.ts';

/** An os-release file of these values. */
export const osRelease = (id: string, version?: string, more = ''): Files => ({
  'etc/os-release': `ID=${id}\n${version === undefined ? '' : `VERSION_ID="${version}"\n`}${more}`,
});

const apkStanza = (name: string, version: string, more = ''): string =>
  `C:Q1${Buffer.from(name).toString('base64')}\nP:${name}\nV:${version}\nA:x86_64\nS:1\nI:1\nT:${name}\nL:MIT\no:${name}\n${more}\n`;

/** Alpine 3.20 with these packages. */
export const alpine = (...packages: readonly (readonly [name: string, version: string])[]): Files => ({
  ...osRelease('alpine', '3.20.3'),
  'lib/apk/db/installed': packages.map(([name, version]) => apkStanza(name, version)).join(''),
});

/** A stanza of dpkg's status. */
export const dpkgStanza = (name: string, version: string, more = ''): string =>
  `Package: ${name}\nStatus: install ok installed\nMaintainer: Debian Team <team@lists.debian.org>\nArchitecture: amd64\nVersion: ${version}\n${more}Description: ${name}\n\n`;

/** Debian 12 with these packages. */
export const debian = (...packages: readonly (readonly [name: string, version: string])[]): Files => ({
  ...osRelease('debian', '12', 'VERSION_CODENAME=bookworm\n'),
  'var/lib/dpkg/status': packages.map(([name, version]) => dpkgStanza(name, version)).join(''),
  ...Object.fromEntries(packages.map(([name]) => [`var/lib/dpkg/info/${name}.list`, `/.\n/usr/share/doc/${name}\n`])),
});

/** An installed npm package. */
export const npmPackage = (name: string, version: string): Files => ({
  [`app/node_modules/${name}/package.json`]: JSON.stringify({ name, version }),
});
