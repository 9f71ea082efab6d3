import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FrameReader } from '../../src/phases/4-run/index.ts';

const file = join(import.meta.dirname, '../../examples/tour/capture.frames');

test('the capture of the tour tells of the service, and of nothing else', () => {
  const bytes = readFileSync(file);
  assert.ok(bytes.length < 200_000);
  const events: string[] = [];
  const paths: string[] = [];
  const others: unknown[] = [];
  const reader = new FrameReader({
    event: (event, origin) => {
      events.push(event.type.name);
      for (const path of [origin.path, event.text('name'), event.text('trusted_exepath')])
        if (path !== undefined) paths.push(path);
      if (origin.pid !== 1_000 || origin.cgroup !== 4_242) others.push(origin.pid);
    },
    map: ({ path, pid }) => {
      events.push('map');
      paths.push(path);
      if (pid !== 1_000) others.push(pid);
    },
    counters: ({ told }) => assert.equal(told, events.length),
    process: () => assert.fail('a process of the machine'),
  });
  reader.push(bytes);
  reader.finish();
  assert.deepEqual([events[0], events.at(-1), others], ['execve', 'procexit', []]);
  assert.equal(paths[0], '/usr/local/bin/harbour');
  assert.ok(events.includes('map'));
  // The program itself, and files that the kernel would show: no paths of the machine that it was recorded on.
  for (const path of paths) assert.match(path, /^\/(?:usr\/local\/bin\/harbour$|etc\/|proc\/|sys\/)/);
});
