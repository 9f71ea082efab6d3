import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalRemote } from './canonical-remote.ts';

const remotes: readonly (readonly [url: string, name: string | undefined])[] = [
  ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
  ['https://user:secret@GitHub.com/acme/shop', 'github.com/acme/shop'],
  ['https://oauth2:token@github.com:443/acme/shop/?x=1#y', 'github.com/acme/shop'],
  ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
  ['git@github.com:/acme/shop.git', 'github.com/acme/shop'],
  ['ssh://git@github.com/acme/shop.git/', 'github.com/acme/shop'],
  ['ssh://git@github.com:22/acme/shop', 'github.com/acme/shop'],
  ['git+ssh://git@github.com/acme/shop', 'github.com/acme/shop'],
  ['git://github.com/acme/shop', 'github.com/acme/shop'],
  ['http://github.com//acme///shop', 'github.com/acme/shop'],
  ['https://github.com/Acme/shop', 'github.com/Acme/shop'],
  ['https://git.test:8443/shop', 'git.test:8443/shop'],
  ['ssh://git@git.test:2222/shop', 'git.test:2222/shop'],
  ['gitlab:acme/shop', 'gitlab/acme/shop'],
  ['alice@host.test:shop.git', 'host.test/~alice/shop'],
  ['bob@host.test:shop.git', 'host.test/~bob/shop'],
  ['ssh://alice@host.test/~/shop.git', 'host.test/~alice/shop'],
  ['alice@host.test:/srv/shop', 'host.test/srv/shop'],
  ['https://[2001:db8::1]/shop', '[2001:db8::1]/shop'],
  ['/srv/git/shop.git', undefined],
  ['../shop', undefined],
  ['file:///srv/git/shop.git', undefined],
  ['C:\\shop', undefined],
  ['C:/shop', undefined],
  ['ext::sh -c true', undefined],
  ['ext::sh', undefined],
  ['https://github.com/', undefined],
  ['https://github.com/.git', undefined],
  ['git@host:a/../../b', undefined],
  ['https:///acme/shop', 'acme/shop'],
  ['https://github.com/a\u001b[31m', undefined],
  ['https://github.com/a\u202eb', undefined],
  ['https://git hub.com/a', undefined],
  [`https://github.com/${'a'.repeat(600)}`, undefined],
  [`https://github.com/${'a'.repeat(5_000)}`, undefined],
  ['', undefined],
];

for (const [url, name] of remotes)
  test(`remote ${JSON.stringify(url.slice(0, 60))}: ${name ?? 'none'}`, () => assert.equal(canonicalRemote(url), name));
