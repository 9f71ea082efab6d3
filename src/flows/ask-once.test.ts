import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, testServer } from '../../lab/fixtures/index.ts';
import { feeds } from '../phases/1-build/advisories/index.ts';
import { scan } from './scan.ts';
import { Session } from './session/session.ts';
import { offlineSettings } from './settings.ts';

test('a partition that cannot be fetched is asked for once in a session, told each time, and asked for again later', () =>
  inTemporaryDirectory(async (folder) => {
    await using server = await testServer((_request, response) => void response.writeHead(404).end());
    const targets: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const inside = join(folder, name, 'node_modules', name);
      await mkdir(inside, { recursive: true });
      await writeFile(join(inside, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
      targets.push(`dir:${join(folder, name)}`);
    }
    let now = Date.parse('2026-01-01T00:00:00Z');
    const settings = offlineSettings({
      offline: false,
      databaseDirectory: join(folder, 'database'),
      toolVersion: '1',
      clock: { now: () => new Date(now) },
      plainHttpHosts: [server.host],
      feeds: { ...Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])), osv: server.url },
    });
    const session = new Session(settings);
    try {
      const asked: number[] = [];
      for (const target of targets) {
        if (target === targets[2]) now += 6 * 60_000;
        const { coverage } = await scan(target, session);
        assert.ok(coverage.problems.some(({ message, where }) => /could not be/.test(message) && where === 'osv/npm'));
        asked.push(server.requests.length);
      }
      const [first = 0] = asked;
      assert.ok(first > 0);
      assert.deepEqual(asked, [first, first, 2 * first]);
    } finally {
      await session.close();
    }
  }));
