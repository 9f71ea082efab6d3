import type { Digest, Package } from '../../../../../core/index.ts';
import { repositoryName } from '../fit-image.ts';
import type { LookedAt } from '../looked-at.ts';
import { readName } from '../name.ts';
import type { VexComponent, VexStatement } from '../statement.ts';

export const manifest: Digest = `sha256:${'a'.repeat(64)}`;
export const index: Digest = `sha256:${'b'.repeat(64)}`;
export const configuration: Digest = `sha256:${'c'.repeat(64)}`;
export const elsewhere: Digest = `sha256:${'d'.repeat(64)}`;
export const serial = '3e671687-395b-41f5-a30f-a58921a69b79';

/** `ghcr.io/acme/app:1.4` on Debian 12. */
export const image: LookedAt = {
  digests: [manifest, index, configuration],
  index,
  repository: repositoryName('ghcr.io/acme/app'),
  tag: '1.4',
  os: 'linux',
  architecture: 'amd64',
  distribution: { id: 'debian', version: '12', codename: 'bookworm', like: [], path: 'etc/os-release' },
  names: [readName('ghcr.io/acme/app:1.4')],
  isOwnDocument: () => false,
};

/** A bill of materials with a serial number, of which this is version 2. */
export const bom: LookedAt = {
  digests: [],
  names: [],
  isOwnDocument: ({ document, version }) =>
    document === `urn:uuid:${serial}` && (version === undefined || version === '2'),
};

export function pack(purl: string, more: Partial<Package> = {}): Package {
  const [, type = ''] = /^pkg:([^/]+)/.exec(purl) ?? [];
  const [, name = '', version = ''] = /([^/@]+)@([^?#]+)/.exec(purl) ?? [];
  return {
    id: `${purl} /here`,
    name,
    version,
    purl,
    type,
    versionOrder: 'semver',
    licences: [],
    path: 'here',
    paths: ['here'],
    files: [],
    foundBy: 'test',
    ...more,
  };
}

export const openssl = pack('pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12', {
  versionOrder: 'dpkg',
  architecture: 'amd64',
  source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
});
export const podman = pack('pkg:rpm/redhat/podman@5.8.2-5.el10?arch=x86_64&epoch=7', {
  versionOrder: 'rpm',
  version: '7:5.8.2-5.el10',
  architecture: 'x86_64',
});
export const net = pack('pkg:golang/golang.org/x/net@v0.10.0', { name: 'golang.org/x/net', versionOrder: 'go' });
export const jinja = pack('pkg:pypi/typing-extensions@4.0', { name: 'typing-extensions', versionOrder: 'pep440' });
export const left = pack('pkg:npm/%40acme/left@1.0.0');

export const component = (...names: string[]): VexComponent => ({ names: names.map(readName) });

let place = 0;

/** A statement on CVE-1 in a product, and in these components of it alone where there are some. */
export function statement(product: string, within: readonly string[], more: Partial<VexStatement> = {}): VexStatement {
  return {
    place: `statement ${++place}`,
    vulnerabilities: ['CVE-1'],
    products: [{ ...component(product), subcomponents: within.map((one) => component(one)) }],
    status: 'not_affected',
    justification: 'component_not_present',
    time: '2026-01-01T00:00:00Z',
    ...more,
  };
}
