import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Digest, ImageSubject } from '../../core/index.ts';
import { knownTitle } from './title.ts';

const digest: Digest = `sha256:${'3f2a91c0'.repeat(8)}`;

const titles: readonly (readonly [name: string, title: string])[] = [
  ['registry.example/shop/api:1.4.2', 'registry.example/shop/api:1.4.2'],
  ['debian', 'debian'],
  ['localhost:5000/app', 'localhost:5000/app'],
  [`shop/api:1.4@${digest}`, 'shop/api:1.4'],
  [`localhost:5000/api@${digest}`, 'localhost:5000/api@3f2a91c03f2a'],
  [`shop/api@${digest}`, 'shop/api@3f2a91c03f2a'],
  [digest, '3f2a91c03f2a'],
  ['oci:/tmp/seaworthy-tour-x1/harbour:2', 'harbour:2'],
  ['oci:build/shop', 'shop'],
  [`oci:build/shop@${digest}`, 'shop@3f2a91c03f2a'],
  ['oci:.', '.'],
  ['oci-archive:/srv/out/shop.tar:1.4', 'shop.tar:1.4'],
  ['docker-archive:/srv/app.tar:registry.example/app:2', 'registry.example/app:2'],
  ['docker-archive:/srv/app.tar.gz', 'app.tar.gz'],
  ['./saved/app.tar', 'app.tar'],
  ['../saved/layout/', 'layout'],
  ['registry:shop/api:1', 'shop/api:1'],
  ['', '3f2a91c03f2a'],
];

for (const [name, title] of titles) {
  test(`an image asked for as ${JSON.stringify(name)} is known as ${title}`, () => {
    const image: ImageSubject = {
      kind: 'image',
      name,
      digest,
      configDigest: digest,
      platform: { os: 'linux', architecture: 'amd64' },
    };
    assert.equal(knownTitle(image), title);
  });
}

test('what is no image is known by its title', () => {
  const place = { repository: 'github.com/acme/shop' };
  const file = { kind: 'files', name: 'Dockerfile', content: 'dockerfile', place, path: 'Dockerfile' } as const;
  assert.equal(knownTitle(file), 'Dockerfile (github.com/acme/shop)');
});
