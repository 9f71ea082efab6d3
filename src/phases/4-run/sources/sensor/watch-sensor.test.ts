import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
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
import { lostInAll, noCounters, type SensorCounters } from './counters.ts';
import { FrameReader } from './frame-reader.ts';
import { type WatchSensorOptions, watchSensor } from './watch-sensor.ts';

const run = promisify(execFile);

/** Watches while `work` is done once the sensor is ready, and a little longer; gives how many events there were by name, and the counters at the end. */
async function during(options: Omit<WatchSensorOptions, 'signal'>, work: () => Promise<unknown>) {
  const stop = new AbortController();
  const events = new Map<string, number>();
  const names = new Set<string>();
  let counters: SensorCounters = noCounters;
  let done: Promise<unknown> = Promise.resolve();
  const reader = new FrameReader({
    hello: () => {
      done = work().finally(() => stop.abort());
      // Its failure is thrown below.
      done.catch(() => {});
    },
    event(event) {
      const { name } = event.type;
      events.set(name, (events.get(name) ?? 0) + 1);
      names.add(event.text('name') ?? '');
    },
    counters: (value) => {
      counters = value;
    },
  });
  for await (const chunk of watchSensor({ skip: [process.pid], ...options, signal: stop.signal })) reader.push(chunk);
  await done;
  return { events, names, counters, ended: reader.ended };
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
    const wayBeyond = { program, events: ['openat'], ringBytes: 4096 } as const;
    // What still lies in a large buffer when the watch is stopped is told as well.
    for (const options of [wayBeyond, { program, events: ['openat'] } as const]) {
      const { events, counters } = await during(options, () => run(flood, [], { env: {} }));
      const told = (events.get('openat') ?? 0) + (events.get('open') ?? 0);
      const lost = (counters.lost.get('openat') ?? 0) + (counters.lost.get('open') ?? 0);
      assert.ok(told > 0, 'nothing was told');
      if (options === wayBeyond) assert.ok(lost > 0, 'nothing was lost');
      // Other programs of the machine open files meanwhile: never fewer than ours.
      assert.ok(told + lost >= opens, `${told} told, ${lost} lost`);
      assert.ok(lostInAll(counters) >= lost);
    }
  });
});

test('what is opened in a muted directory is not told, and what cannot be muted is a wrong use', async (t) => {
  const program = await sensor(t);
  if (program === undefined) return;
  await inTemporaryDirectory(async (directory) => {
    const [loud, quiet] = [join(directory, 'loud'), join(directory, 'quiet')];
    for (const folder of [loud, quiet]) {
      await mkdir(folder);
      await writeFile(join(folder, 'file'), '');
    }
    const { names } = await during({ program, events: ['openat'], mutePaths: [quiet] }, () =>
      run('cat', [join(quiet, 'file'), join(loud, 'file')], { env: { PATH: '/usr/bin:/bin' } }),
    );
    assert.deepEqual([names.has(join(loud, 'file')), names.has(join(quiet, 'file'))], [true, false]);
    const wrong = { program, mutePaths: [join(quiet, 'file')] };
    await assert.rejects(
      during(wrong, async () => {}),
      { code: 'E_USAGE', why: `--mute-path: no directory: ${join(quiet, 'file')}` },
    );
    await assert.rejects(
      during({ program, muteCgroups: [quiet] }, async () => {}),
      { code: 'E_USAGE', why: `--mute-cgroup: no directory of cgroup v2: ${quiet}` },
    );
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
      [['--ring-bytes'], 2],
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

test('a sensor that says nothing any more is an error, and gone', async () => {
  await inTemporaryDirectory(async (directory) => {
    const asleep = await pretender(directory, sensorHello(), "process.kill(process.pid, 'SIGSTOP')");
    const began = performance.now();
    await assert.rejects(
      during({ program: asleep, silence: 300 }, () => new Promise(() => {})),
      { code: 'E_SENSOR', message: /has said nothing for 0.3 s/ },
    );
    assert.ok(performance.now() - began < 10_000);
  });
});

test('a sensor that does not come to its end in time is killed, and what it told is kept', async () => {
  await inTemporaryDirectory(async (directory) => {
    // It goes on and on, also when it is asked to end.
    const exec = sensorExec({}, { path: '/bin/x' });
    const tell = `process.stdout.write(Buffer.from('${exec.toString('base64')}', 'base64'))`;
    const busy = `process.on('SIGTERM', () => {}); process.stdin.resume(); setInterval(() => ${tell}, 20);`;
    const program = await pretender(directory, sensorHello(), busy);
    let told = 0;
    const stop = new AbortController();
    const reader = new FrameReader({
      hello: () => void setTimeout(() => stop.abort(), 200),
      event: () => {
        told += 1;
      },
    });
    for await (const chunk of watchSensor({ program, signal: stop.signal, patience: 200 })) reader.push(chunk);
    assert.ok(told > 5, `${told} told`);
    assert.equal(reader.ended, false);
  });
});

test('a watch that is left or stopped takes the sensor with it', async () => {
  await inTemporaryDirectory(async (directory) => {
    const frames = Buffer.concat([sensorHello(), sensorExec({}, { path: '/bin/x' })]);
    const end = sensorCounts('end', { told: 1 }).toString('base64');
    const leave = `process.stdout.write(Buffer.from('${end}', 'base64'), () => process.exit(0))`;
    const endings: readonly (readonly [string, string])[] = [
      ['by signal', `process.on('SIGTERM', () => ${leave}); setInterval(() => {}, 1000);`],
      ['by the end of its input', `process.on('SIGTERM', () => {}); process.stdin.on('end', () => ${leave}).resume();`],
    ];
    for (const [how, ending] of endings) {
      const polite = await pretender(directory, frames, ending);
      for await (const chunk of watchSensor({ program: polite, signal: new AbortController().signal })) {
        assert.ok(chunk.length > 0, how);
        break;
      }
      const before = watchSensor({ program: polite, signal: AbortSignal.abort() });
      await assert.rejects(before.next(), { code: 'E_INTERRUPTED' });
      const { events, counters, ended } = await during({ program: polite }, async () => {
        // Its handlers are set by then: the frames come before.
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      assert.deepEqual([events.get('execve'), counters.told, ended], [1, 1, true], how);
    }
  });
});
