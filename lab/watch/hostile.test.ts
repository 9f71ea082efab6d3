import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { offlineSettings, watch } from '../../src/flows/index.ts';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { containerParts, inContainer, type LiveImage } from './in-container.ts';

const run = promisify(execFile);

/** One program, which is also what it executes. */
const hostileImage: LiveImage = {
  args: ['/bin/true', 'wait'],
  async make(root) {
    for (const place of ['bin', 'tmp', 'dev', 'proc', 'sys']) await mkdir(join(root, place));
    const source = join(import.meta.dirname, 'hostile.c');
    await run('cc', ['-O2', '-static', '-Wall', '-Werror', '-o', join(root, 'bin/true'), source]);
  },
};

/** What tells a marker, and what only a forged one would be. */
const rules = `- rule: Marker
  desc: d
  condition: evt.type in (execve, execveat) and proc.args startswith "marker "
  output: "path=%proc.exepath args=%proc.args container=%container.id"
  priority: WARNING
- rule: Host
  desc: d
  condition: evt.type in (execve, execveat) and container.id = host and proc.exepath = /bin/true and proc.args contains Emergency
  output: "%proc.args"
  priority: EMERGENCY
`;

const markers = 20;
const seconds = '6';

const noises: readonly (readonly [title: string, ...words: string[]])[] = [
  [
    'hundreds of executions with words of any bytes, of short processes, and opens without end',
    'storm',
    seconds,
    `${markers}`,
  ],
  ['waves of 17,000 processes that wait in an open', 'blocked', seconds, `${markers}`, '17000'],
];

for (const [title, ...words] of noises)
  test(`a container that means harm hides no execution, and forges none: ${title}`, {
    timeout: 180_000,
  }, async (t: TestContext) => {
    const parts = await containerParts();
    if ('missing' in parts) return t.skip(parts.missing);
    await inTemporaryDirectory(async (folder) => {
      const file = join(folder, 'rules.yaml');
      await writeFile(file, rules);
      await inContainer(folder, hostileImage, async (container) => {
        const stop = new AbortController();
        const alerts: string[] = [];
        const ready = Promise.withResolvers<void>();
        const request = {
          ...{ sensor: parts.sensor, rules: [file], stop: stop.signal },
          read: () => undefined,
          ask: () => Promise.reject(new Error('no engine')),
        };
        const watched = watch(request, offlineSettings({ databaseDirectory: '/nowhere', toolVersion: 'test' }), {
          onAlert: ({ text }) => void alerts.push(text),
          onReady: ready.resolve,
        });
        watched.catch(ready.reject);
        await ready.promise;
        void container.exec(['/bin/true', ...words]);
        const done = join(container.root, 'tmp/done');
        while (!existsSync(done)) await setTimeout(50);
        // The noise goes on while the watch ends.
        stop.abort();
        const { summary } = await watched;
        t.diagnostic(`${summary.events} events; lost: ${[...summary.lost].map((pair) => pair.join(' ')).join(', ')}`);
        assert.deepEqual(
          alerts.map((text) => text.replace(/^\S+ /, '').replace(/ container_name=.*$/, '')),
          Array.from(
            { length: markers },
            (_, number) => `Warning path=/bin/true args=marker ${number} container=${container.id.slice(0, 12)}`,
          ),
        );
        assert.equal(summary.incomplete, undefined, 'it was seen to its end');
      });
    });
  });
