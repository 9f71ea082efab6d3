import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { exampleRecord } from '../testing/ledger-contract.ts';
import { ledgerFile } from './connection.ts';
import { openLedger } from './open-ledger.ts';

/* Real file systems that are read-only or full, where the machine lets us make one. */

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

const skip = canMount() ? false : 'file systems cannot be mounted here';

/** Runs `work` in a folder on a file system of its own, so large (bytes). */
function onFileSystem(size: number, work: (folder: string) => Promise<void>): Promise<void> {
  return inTemporaryDirectory(async (folder) => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
    try {
      await work(folder);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
}

/** Whoever reads it sees all of it, and one clear error where it is written to. */
async function assertReadable(directory: string, records: number, why: RegExp): Promise<void> {
  const ledger = await openLedger(directory);
  try {
    assert.equal((await ledger.list()).records.length, records);
    assert.deepEqual((await ledger.get(1))?.payload, exampleRecord(1).payload);
    assert.equal((await ledger.checkpoint()).sequence, records);
    const { ok, checked } = await ledger.verify();
    assert.deepEqual([ok, checked], [true, records]);
    let lines = 0;
    for await (const _ of ledger.export()) lines++;
    assert.equal(lines, records + 2);
    await assert.rejects(ledger.append(exampleRecord(9)), { code: 'E_LEDGER', why });
    const policy = { producer: { name: 'x', version: '1' }, time: exampleRecord(9).time, prunable: [], keepLast: 0 };
    await assert.rejects(ledger.prune(policy), { code: 'E_LEDGER', why });
    assert.equal((await ledger.list()).records.length, records, 'still readable');
  } finally {
    await ledger.close();
  }
}

async function fill(directory: string): Promise<void> {
  const ledger = await openLedger(directory);
  for (const minute of [1, 2, 3]) await ledger.append(exampleRecord(minute));
  await ledger.close();
}

test('a file system that is read-only: everything can be read, nothing is written', { skip }, () =>
  onFileSystem(8_000_000, async (folder) => {
    const directory = join(folder, 'ledger');
    await fill(directory);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    await assertReadable(directory, 3, /it can be read here, but not be written to/);
    assert.deepEqual(await readdir(directory), [ledgerFile]);
    await assert.rejects(openLedger(join(folder, 'other')), { code: 'E_LEDGER', why: /read-only/ });
  }),
);

test('a file system that became read-only under a writer: its log is read too, or it is refused', { skip }, () =>
  onFileSystem(8_000_000, async (folder) => {
    const directory = join(folder, 'ledger');
    const writer = await openLedger(directory);
    for (const minute of [1, 2, 3]) await writer.append(exampleRecord(minute));
    // As a machine that was switched off leaves it.
    execFileSync('cp', ['-a', directory, join(folder, 'copy')]);
    await writer.close();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    await assertReadable(join(folder, 'copy'), 3, /not be written to/);
  }),
);

test('a full disk: everything can be read, a write is one clear error', { skip }, () =>
  onFileSystem(2_000_000, async (folder) => {
    const directory = join(folder, 'ledger');
    await fill(directory);
    await writeFile(join(folder, 'filler'), Buffer.alloc(4_000_000)).catch(() => undefined);
    await assertReadable(directory, 3, /full|space|not be written to/);
  }),
);

test('a disk that becomes full while the ledger is open: what was kept stays, and can be read', { skip }, () =>
  onFileSystem(2_000_000, async (folder) => {
    const ledger = await openLedger(join(folder, 'ledger'));
    let kept = 0;
    const noise = (seed: number): string => Array.from({ length: 5000 }, (_, at) => Math.sin(seed * 7919 + at)).join();
    await assert.rejects(
      async () => {
        for (; kept < 200; kept++) await ledger.append(exampleRecord(kept % 60, { payload: noise(kept) }));
      },
      { code: 'E_LEDGER', why: /full/, next: /space/ },
    );
    assert.ok(kept > 0);
    assert.equal((await ledger.checkpoint()).sequence, kept);
    await ledger.close();
    const again = await openLedger(join(folder, 'ledger'));
    const { ok, checked } = await again.verify();
    assert.deepEqual([ok, checked], [true, kept]);
    await again.close();
  }),
);

test(
  "somebody else's ledger that may be read is read",
  { skip: process.getuid?.() !== 0 && 'needs to act as another user' },
  () =>
    inTemporaryDirectory(async (folder) => {
      const directory = join(folder, 'ledger');
      await fill(directory);
      for (const path of [folder, directory]) await chmod(path, 0o755);
      await chmod(join(directory, ledgerFile), 0o644);
      const room = new URL('../index.ts', import.meta.url).href;
      const script = `
        process.setegid(65534); process.seteuid(65534);
        const { openLedger } = await import(${JSON.stringify(room)});
        const ledger = await openLedger(${JSON.stringify(directory)});
        const { records } = await ledger.list();
        const error = await ledger.append({ ...${JSON.stringify(exampleRecord(9))} }).catch((error) => error);
        console.log(JSON.stringify([records.length, error.code, error.why]));
      `;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
      const [count, code, why] = JSON.parse(stdout) as [number, string, string];
      assert.deepEqual([count, code], [3, 'E_LEDGER']);
      assert.match(why, /not be written to/);
    }),
);

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('a ledger is for its owner alone, and one that was open to others is closed to them', () =>
  inTemporaryDirectory(async (folder) => {
    const directory = join(folder, 'ledger');
    const file = join(directory, ledgerFile);
    const ledger = await openLedger(directory);
    await ledger.append(exampleRecord(1));
    for (const name of await readdir(directory)) assert.equal(await modeOf(join(directory, name)), 0o600, name);
    await ledger.close();
    await chmod(directory, 0o755);
    await chmod(file, 0o666);
    await writeFile(join(directory, 'checkpoints.jsonl'), '', { mode: 0o644 });
    await (await openLedger(directory)).close();
    assert.deepEqual(
      await Promise.all([directory, file, join(directory, 'checkpoints.jsonl')].map(modeOf)),
      [0o700, 0o600, 0o600],
    );
  }));

test('a folder in which other things lie keeps its mode', () =>
  inTemporaryDirectory(async (folder) => {
    await chmod(folder, 0o755);
    await writeFile(join(folder, 'project.txt'), 'x', { mode: 0o644 });
    await (await openLedger(folder)).close();
    assert.deepEqual(
      await Promise.all([folder, join(folder, ledgerFile), join(folder, 'project.txt')].map(modeOf)),
      [0o755, 0o600, 0o644],
    );
  }));
