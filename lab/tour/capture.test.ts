import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSensorFrames, type SensorEvent } from '../../src/phases/4-run/index.ts';

const file = join(import.meta.dirname, '../../examples/tour/capture.frames');

test('the capture of the tour tells of the service, and of nothing else', async () => {
  const bytes = readFileSync(file);
  assert.ok(bytes.length < 200_000);
  const stream = readSensorFrames([bytes]);
  const events: SensorEvent[] = [];
  for await (const batch of stream) events.push(...batch);
  assert.equal(stream.state.counters.told, events.length);
  const [first] = events;
  assert.ok(first?.kind === 'exec' && first.path === '/usr/local/bin/harbour' && first.exact);
  assert.ok(events.some((event) => event.kind === 'map' && event.path === first.path));
  assert.equal(events.at(-1)?.kind, 'exit');
  for (const event of events) {
    assert.equal(event.container?.id, first.container?.id);
    assert.equal(event.process.pid, first.process.pid);
    // The program itself, and files that the kernel would show: no paths of the machine that it was recorded on.
    if ('path' in event && event.path !== undefined)
      assert.match(event.path, /^\/(?:usr\/local\/bin\/harbour$|etc\/|proc\/|sys\/)/);
  }
});
