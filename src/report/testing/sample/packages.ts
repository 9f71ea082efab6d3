import type { Digest, ImageSubject, LayerRef, Package } from '../../../core/index.ts';
import { defined } from '../../../core/index.ts';

/** Layers and packages of the sample image. */

export const digest = (character: string): Digest => `sha256:${character.repeat(64)}`;

export const image: ImageSubject = {
  kind: 'image',
  name: 'registry.example/shop/api:1.4.2',
  digest: digest('4'),
  configDigest: digest('5'),
  platform: { os: 'linux', architecture: 'amd64' },
  indexDigest: digest('6'),
};

/** Markup, an escape sequence, a line feed, a change of direction and zero-width characters in one. */
export const hostileText =
  '<script>alert("x")</script>\u001b[31m red\n### forged \u202egnp.exe\u200b `code` & \'quotes\'';

export const layers: readonly LayerRef[] = [
  { index: 0, digest: digest('a'), createdBy: '/bin/sh -c #(nop) ADD file:4d192565a7220e13 in / ' },
  {
    index: 1,
    digest: digest('b'),
    createdBy:
      'RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates curl openssl python3-requests && rm -rf /var/lib/apt/lists/* # buildkit',
  },
  { index: 2, digest: digest('c'), createdBy: 'RUN /bin/sh -c npm ci --omit=dev # buildkit' },
  { index: 3, digest: digest('d'), createdBy: 'COPY . /srv/shop # buildkit' },
];

export const layer = (index: number): LayerRef => layers[index] ?? { index, digest: digest('0') };

interface Made {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly order: string;
  readonly layer: number;
  readonly path: string;
  readonly source?: readonly [string, string];
  readonly licences?: readonly string[];
  readonly foundBy: string;
  readonly ownedBy?: string;
}

function make(made: Made): Package {
  const namespace = made.type === 'deb' ? 'debian/' : '';
  const purl = `pkg:${made.type}/${namespace}${encodeURIComponent(made.name)}@${encodeURIComponent(made.version)}`;
  return {
    id: `${purl}#${made.path}`,
    name: made.name,
    version: made.version,
    purl,
    type: made.type,
    versionOrder: made.order,
    ...(made.type === 'deb' ? { architecture: 'amd64' } : {}),
    ...(made.source === undefined ? {} : { source: { name: made.source[0], version: made.source[1] } }),
    licences: made.licences ?? [],
    path: made.path,
    paths: [made.path],
    layer: layer(made.layer),
    files: [],
    ...defined({ ownedBy: made.ownedBy }),
    foundBy: made.foundBy,
  };
}

const status = 'var/lib/dpkg/status';
const deb = (name: string, version: string, at: number, source?: readonly [string, string]): Package =>
  make({
    type: 'deb',
    name,
    version,
    order: 'dpkg',
    layer: at,
    path: status,
    foundBy: 'dpkg',
    ...(source ? { source } : {}),
  });
const npm = (
  name: string,
  version: string,
  licence: string,
  path = `srv/shop/node_modules/${name}/package.json`,
): Package =>
  make({ type: 'npm', name, version, order: 'semver', layer: 2, path, foundBy: 'npm', licences: [licence] });

export const openssl = deb('openssl', '3.0.11-1~deb12u2', 1);
export const libssl = deb('libssl3', '3.0.11-1~deb12u2', 0, ['openssl', '3.0.11-1~deb12u2']);
export const curl = deb('curl', '7.88.1-10+deb12u5', 1);
export const zlib = deb('zlib1g', '1:1.2.13.dfsg-1+b1', 0, ['zlib', '1:1.2.13.dfsg-1']);
export const libc = deb('libc6', '2.36-9+deb12u4', 0, ['glibc', '2.36-9+deb12u4']);
export const perl = deb('perl-base', '5.36.0-7+deb12u1', 0, ['perl', '5.36.0-7+deb12u1']);
export const requestsDeb = deb('python3-requests', '2.28.1+dfsg-1', 1, ['requests', '2.28.1+dfsg-1']);
export const requests = make({
  type: 'pypi',
  name: 'requests',
  version: '2.28.1',
  order: 'pep440',
  layer: 1,
  path: 'usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO',
  licences: ['Apache 2.0'],
  foundBy: 'python',
  ownedBy: requestsDeb.id,
});
export const go = make({
  type: 'golang',
  name: 'golang.org/x/net',
  version: 'v0.15.0',
  order: 'go',
  layer: 3,
  path: 'srv/shop/bin/worker',
  foundBy: 'go-binary',
});
export const lodash = npm('lodash', '4.17.20', 'MIT');
export const undici = npm('undici', '5.26.1', 'MIT');
export const hostile = npm(
  `${hostileText}/漢字パッケージ🚢`,
  '1.0.0',
  'SEE LICENSE IN <LICENSE>',
  'srv/shop/node_modules/x/package.json',
);
export const unjudged = make({
  type: 'cargo',
  name: 'ripgrep',
  version: '13.0.0',
  order: 'semver',
  layer: 3,
  path: 'srv/shop/bin/rg',
  foundBy: 'cargo',
});
