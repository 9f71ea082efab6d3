import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import {
  inTemporaryDirectory,
  runnableSensor,
  sensorCounts,
  sensorExec,
  sensorHello,
} from '../../../../../lab/fixtures/index.ts';
import { lostInAll, type SensorEvent } from './sensor-event.ts';
import { type WatchSensorOptions, watchSensor } from './watch-sensor.ts';

const run = promisify(execFile);

/** Watches while `work` is done once the sensor is ready, and a little longer; gives every event. */
async function during(options: Omit<WatchSensorOptions, 'signal'>, work: () => Promise<unknown>) {
  const stop = new AbortController();
  const events: SensorEvent[] = [];
  let done: Promise<unknown> = Promise.resolve();
  const onReady = (): void => {
    done = work().finally(() => stop.abort());
    // Its failure is thrown below.
    done.catch(() => {});
  };
  const watch = watchSensor({ skip: [process.pid], ...options, signal: stop.signal, onReady });
  for await (const batch of watch) events.push(...batch);
  await done;
  return { events, state: watch.state };
}

async function sensor(t: TestContext): Promise<string | undefined> {
  const found = await runnableSensor();
  if ('program' in found) return found.program;
  t.skip(found.missing);
  return undefined;
}

/** A program that says what a sensor would, and ends as told. */
async function pretender(directory: string, frames: Buffer, ending: string): Promise<string> {
  const program = join(directory, 'sensor');
  await writeFile(join(directory, 'frames'), frames);
  const script = `#!${process.execPath}
    process.stdout.write(require('fs').readFileSync(${JSON.stringify(join(directory, 'frames'))}), () => { ${ending} });\n`;
  await writeFile(program, script);
  await chmod(program, 0o755);
  return program;
}

test('a program that is executed and a file that it opens are seen', async (t) => {
  const program = await sensor(t);
  if (program === undefined) return;
  await inTemporaryDirectory(async (directory) => {
    const known = join(directory, 'known');
    await writeFile(known, 'x');
    // It stays a while, so that a busy machine can still look up what it opened.
    const script = 'exec 3<"$0"; read line <&3; sleep 0.2; exit 7';
    const { events, state } = await during({ program }, async () => {
      for (let turn = 0; turn < 3; turn += 1)
        await assert.rejects(run('/bin/sh', ['-c', `${script} # ${turn}`, known], { env: {} }), { code: 7 });
      await run('/bin/true', [], { env: {} });
    });
    const shells = events.filter((event) => event.kind === 'exec' && event.args?.at(-1) === known);
    assert.ok(shells.length > 0, 'no exec with its arguments');
    for (const shell of shells) {
      assert.ok(shell.kind === 'exec' && shell.exact && shell.path?.startsWith('/usr/bin/'), shell.kind);
      const { pid } = shell.process;
      assert.equal(shell.process.parent, process.pid);
      assert.equal(shell.process.user, 0);
      const own = events.filter((event) => event.process.pid === pid);
      assert.ok(
        own.some((event) => event.kind === 'map' && /\/libc[.-].*so/.test(event.path)),
        'no library',
      );
      assert.ok(
        own.some((event) => event.kind === 'map' && event.path === shell.path),
        'not its own code',
      );
      const exit = own.find((event) => event.kind === 'exit');
      assert.equal(exit?.kind === 'exit' ? exit.status : undefined, 7);
      assert.ok(own.every((event) => event.time >= shell.time || event.kind !== 'exit'));
    }
    // Of a descriptor that was used before, the file before may be told by the path of this one (sensor/README.md).
    const opened = events.filter((event) => event.kind === 'open' && event.path === known && event.result === 3);
    assert.ok(
      opened.some((event) => event.kind === 'open' && event.openFlags === 0),
      'not opened',
    );
    assert.ok(events.some((event) => event.kind === 'exec' && event.path?.endsWith('/true') && event.exact));
    assert.ok(events.every((event) => event.process.pid !== process.pid && event.process.pid !== state.hello?.pid));
    assert.equal(state.ended, true);
    assert.equal(state.counters.told, events.length);
  });
});

test('under a flood that the buffer cannot hold, what was told and what was lost make the whole', async (t) => {
  const program = await sensor(t);
  if (program === undefined) return;
  await inTemporaryDirectory(async (directory) => {
    const source = join(directory, 'flood.c');
    const flood = join(directory, 'flood');
    const opens = 100_000;
    await writeFile(
      source,
      `#include <fcntl.h>\n#include <unistd.h>\nint main(int n, char **v) { for (int i = 0; i < ${opens}; i++) close(open(v[0], O_RDONLY)); }\n`,
    );
    await run('cc', ['-O2', '-o', flood, source]);
    const wayBeyond = { program, kinds: ['open'], ringBytes: 4096 } as const;
    // What still lies in a large buffer when the watch is stopped is told as well.
    for (const options of [wayBeyond, { program, kinds: ['open'] } as const]) {
      const { events, state } = await during(options, () => run(flood, [], { env: {} }));
      const told = events.filter((event) => event.kind === 'open').length;
      assert.ok(told > 0, 'nothing was told');
      if (options === wayBeyond) assert.ok(state.counters.lost.open > 0, 'nothing was lost');
      // Other programs of the machine open files meanwhile: never fewer than ours.
      assert.ok(told + state.counters.lost.open >= opens, `${told} told, ${state.counters.lost.open} lost`);
      assert.ok(lostInAll(state.counters) >= state.counters.lost.open);
    }
  });
});

test('without the right it refuses in one line', async (t) => {
  const program = await sensor(t);
  if (program === undefined) return;
  await inTemporaryDirectory(async (directory) => {
    await chmod(directory, 0o755);
    const copy = join(directory, 'seaworthy-sensor');
    await copyFile(program, copy);
    const wrapper = join(directory, 'as-nobody');
    await writeFile(
      wrapper,
      `#!/bin/sh\nexec /usr/bin/setpriv --reuid=65534 --regid=65534 --clear-groups ${copy} "$@"\n`,
    );
    await chmod(wrapper, 0o755);
    await assert.rejects(
      during({ program: wrapper }, async () => {}),
      (error: unknown) => {
        assert.ok(error instanceof Error && 'code' in error && 'why' in error);
        assert.equal(error.code, 'E_SENSOR');
        assert.match(String(error.why), /^not allowed to watch: run as root, or give CAP_BPF /);
        return true;
      },
    );
    for (const [args, status] of [
      [['--kinds', 'x'], 2],
      [['--ring-bytes', '5000'], 2],
      [['--cgroup', '/'], 2],
      [['x'], 2],
    ] as const)
      await assert.rejects(run(copy, [...args]), { code: status }, args.join(' '));
  });
});

test('a sensor that ends by itself is an error in its own words', async () => {
  await inTemporaryDirectory(async (directory) => {
    const frames = Buffer.concat([sensorHello(), sensorExec({}, { path: '/bin/x' })]);
    const cases: readonly (readonly [Buffer, string, string, RegExp])[] = [
      [frames, "process.stderr.write('seaworthy-sensor: no BTF\\nmore', () => process.exit(4))", 'E_SENSOR', /kernel/],
      [frames, 'process.exit(0)', 'E_SENSOR', /status 0/],
      [frames, "process.kill(process.pid, 'SIGKILL')", 'E_SENSOR', /signal/],
      [Buffer.from('something else'), 'setInterval(() => {}, 1000)', 'E_FORMAT', /malformed/],
    ];
    for (const [bytes, ending, code, message] of cases) {
      const program = await pretender(directory, bytes, ending);
      await assert.rejects(
        during({ program }, () => new Promise(() => {})),
        { code, message },
        ending,
      );
    }
    await assert.rejects(
      during({ program: join(directory, 'nowhere') }, async () => {}),
      { code: 'E_SENSOR' },
    );
  });
});

test('a watch that is left or stopped takes the sensor with it', async () => {
  await inTemporaryDirectory(async (directory) => {
    const frames = Buffer.concat([sensorHello(), sensorExec({}, { path: '/bin/x' })]);
    const end = sensorCounts('end', [0, 0, 0, 0, 0, 0, 0, 1]).toString('base64');
    const polite = await pretender(
      directory,
      frames,
      `process.on('SIGTERM', () => process.stdout.write(Buffer.from('${end}', 'base64'), () => process.exit(0)));
       setInterval(() => {}, 1000);`,
    );
    const left = watchSensor({ program: polite, signal: new AbortController().signal });
    for await (const batch of left) {
      assert.equal(batch[0]?.kind, 'exec');
      break;
    }
    assert.equal(left.state.ended, false);
    const before = watchSensor({ program: polite, signal: AbortSignal.abort() });
    await assert.rejects(
      async () => {
        for await (const batch of before) assert.equal(batch.length, 0);
      },
      { code: 'E_INTERRUPTED' },
    );
    const stop = new AbortController();
    const stopped = watchSensor({ program: polite, signal: stop.signal });
    for await (const batch of stopped) {
      assert.equal(batch.length, 1);
      // Its handler is set by then: the frames come before.
      setTimeout(() => stop.abort(), 100);
    }
    assert.equal(stopped.state.ended, true);
    assert.equal(stopped.state.counters.told, 1);
  });
});
