import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inTemporaryDirectory, tarArchive, tourFolder } from '../../../lab/fixtures/index.ts';
import type { Report } from '../../core/index.ts';
import { scan } from '../scan.ts';
import { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { isCode } from '../ship/testing/ship-world.ts';
import { flaw, noted, openvex, tourScene } from './testing/tour-scene.ts';

const { target, tourSettings } = tourScene(tourFolder);
const withPlaces = (settings: Settings, ...places: string[]): Settings => ({ ...settings, vex: { places } });

const isIncomplete = ({ coverage }: Report): boolean =>
  coverage.problems.some(({ part, incomplete }) => part === 'vex' && incomplete);

const location = 'pkg/golang/golang.org/x/net/vex.json';
const packages = [
  { id: 'pkg:golang/golang.org/x/net', location },
  { id: 'pkg:npm/not-here', location: 'pkg/npm/not-here/vex.json', format: 'openvex' },
];
const statement = JSON.stringify({
  ...openvex(undefined, { products: [{ '@id': 'pkg:golang/golang.org/x/net' }] }),
});
const files: Readonly<Record<string, string>> = {
  'index.json': JSON.stringify({ updated_at: '2025-01-01T00:00:00Z', packages }),
  [location]: statement,
};

const tar = (root = ''): Uint8Array =>
  gzipSync(tarArchive(Object.entries(files).map(([path, body]) => ({ path: `${root}${path}`, body }))));

async function inFolder(folder: string, content: Readonly<Record<string, string>> = files): Promise<string> {
  for (const [path, body] of Object.entries(content)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), body);
  }
  return folder;
}

test('of a repository in a folder or an archive the documents about what is here are read', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const folder = await inFolder(join(work, 'repository'));
    const [plain, below] = [join(work, 'vex-data.tar.gz'), join(work, 'main.tgz')];
    await writeFile(plain, tar());
    await writeFile(below, tar('vexhub-main/'));
    for (const [place, name] of [
      [folder, `${folder}, ${location}`],
      [plain, `${plain}, ${location}`],
      [below, `${below}, ${location}`],
    ] as const) {
      const report = await scan(target, withPlaces(settings, place));
      assert.equal(flaw(report)?.suppression?.source?.name, name);
      assert.equal(noted(report), '', 'a document about what is not here is not opened');
    }
  }));

test('an index that leads out of its repository is refused; a document that is not there is told', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    await writeFile(join(work, 'outside.json'), statement);
    for (const bad of ['../outside.json', '/etc/passwd', 'pkg/../../outside.json', 'a\\..\\b.json']) {
      const index = JSON.stringify({ packages: [{ id: 'pkg:golang/golang.org/x/net', location: bad }] });
      const folder = await inFolder(join(work, 'bad'), { 'index.json': index });
      await assert.rejects(scan(target, withPlaces(settings, folder)), isCode('E_FORMAT'), bad);
    }
    const linked = await inFolder(join(work, 'linked'), { 'index.json': files['index.json'] ?? '', 'pkg/x': '' });
    await mkdir(dirname(join(linked, location)), { recursive: true });
    await symlink(join(work, 'outside.json'), join(linked, location));
    const report = await scan(target, withPlaces(settings, linked));
    assert.equal(flaw(report)?.suppression, undefined);
    assert.match(noted(report), /cannot be read: it is not there/);
    assert.ok(isIncomplete(report));
    const garbled = await inFolder(join(work, 'garbled'), { ...files, [location]: '{' });
    const broken = await scan(target, withPlaces(settings, garbled));
    assert.match(noted(broken), /cannot be read: /);
    assert.ok(isIncomplete(broken), 'as a broken document of a folder');
    await writeFile(join(work, 'x.tar.gz'), gzipSync(tarArchive([{ path: 'a', body: 'b' }])));
    await assert.rejects(scan(target, withPlaces(settings, join(work, 'x.tar.gz'))), isCode('E_FORMAT'));
  }));

async function served(
  content: Readonly<Record<string, (base: string) => string | Uint8Array>>,
  work: (base: string) => Promise<void>,
): Promise<void> {
  const server: Server = createServer((request, response) => {
    const found = content[request.url ?? ''];
    response.statusCode = found === undefined ? 404 : 200;
    response.end(found?.(base()));
  });
  const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  try {
    await work(base());
  } finally {
    await new Promise((done) => {
      server.close(done);
    });
  }
}

const manifest = (url: string, versions: 'list' | 'object') => {
  const one = { spec_version: versions === 'list' ? '0.1' : 'v0.1', locations: [{ url }], update_interval: '24h' };
  return JSON.stringify({ name: 'x', versions: versions === 'list' ? [one] : { v0: one } });
};

test('a repository at an address, by its manifest in either form, its archive, or one document', () =>
  inTemporaryDirectory((work) =>
    served(
      {
        '/.well-known/vex-repository.json': (base) => manifest(`${base}/data.tar.gz//in/it`, 'list'),
        '/root/vex-repository.json': (base) => manifest(`${base}/plain.tar.gz`, 'object'),
        '/data.tar.gz': () => tar('in/it/'),
        '/plain.tar.gz': () => tar(),
        '/one.json': () => statement,
        '/files/vex-repository.json': () => manifest(`file://${work}/data.tar.gz`, 'list'),
        '/new/vex-repository.json': () => '{"versions":[{"spec_version":"7.0"}]}',
      },
      async (base) => {
        const settings = tourSettings(work, { offline: false, plainHttpFeeds: true });
        for (const address of [base, `${base}/root`, `${base}/plain.tar.gz`, `${base}/one.json`])
          assert.ok(flaw(await scan(target, withPlaces(settings, address)))?.suppression, address);
        await writeFile(join(work, 'data.tar.gz'), tar());
        await assert.rejects(scan(target, withPlaces(settings, `${base}/files`)), isCode('E_FORMAT'));
        await assert.rejects(scan(target, withPlaces(settings, `${base}/new`)), isCode('E_FORMAT'));
        await assert.rejects(scan(target, withPlaces(settings, `${base}/none.json`)), isCode('E_NOT_FOUND'));
        const offline = tourSettings(work, { offline: true, plainHttpFeeds: true });
        await assert.rejects(scan(target, withPlaces(offline, base)), isCode('E_OFFLINE'));
      },
    ),
  ));

test('several looks of one session fetch a repository once', () =>
  inTemporaryDirectory(async (work) => {
    let fetched = 0;
    const answer = (): Uint8Array => {
      fetched++;
      return tar();
    };
    await served({ '/plain.tar.gz': answer }, async (base) => {
      const settings = tourSettings(work, { offline: false, plainHttpFeeds: true });
      const session = new Session(withPlaces(settings, `${base}/plain.tar.gz`));
      try {
        for (const _ of [1, 2]) assert.ok(flaw(await scan(target, session))?.suppression);
      } finally {
        await session.close();
      }
      assert.equal(fetched, 1);
    });
  }));
