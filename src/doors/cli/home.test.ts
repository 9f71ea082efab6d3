import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { defined } from '../../core/index.ts';

/* A home that cannot be used: nothing waits, nothing breaks off that can be judged without it, and what was not kept is told. */

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
/** Somebody without rights: for root no folder is closed. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const start = (home: string | undefined, cwd: string, ...words: readonly string[]) =>
  spawnSync(process.execPath, [program, ...words], {
    ...nobody,
    cwd,
    env: { PATH: process.env.PATH, ...defined({ HOME: home }) },
    encoding: 'utf8',
    timeout: 60_000,
    input: '',
  });

const runs = start('/nowhere', '/', '--version').status === 0;

function inWorld(work: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    chmodSync(folder, 0o755);
    mkdirSync(path.join(folder, 'root/etc'), { recursive: true });
    writeFileSync(path.join(folder, 'root/etc/os-release'), 'ID=alpine\nVERSION_ID=3.20.0\n');
    mkdirSync(path.join(folder, 'root/lib/apk/db'), { recursive: true });
    writeFileSync(path.join(folder, 'root/lib/apk/db/installed'), 'P:musl\nV:1.2.5-r0\nA:x86_64\n\n');
    mkdirSync(path.join(folder, 'read-only'));
    chmodSync(path.join(folder, 'read-only'), 0o555);
    mkdirSync(path.join(folder, 'closed/.config/seaworthy'), { recursive: true });
    chmodSync(path.join(folder, 'closed'), 0o700);
    writeFileSync(path.join(folder, 'file'), '');
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const homes: readonly (readonly [what: string, home: (folder: string) => string | undefined])[] = [
  ['read-only', (folder) => path.join(folder, 'read-only')],
  ['missing', (folder) => path.join(folder, 'read-only/missing/deep')],
  ["somebody else's", (folder) => path.join(folder, 'closed')],
  ['a file', (folder) => path.join(folder, 'file')],
  ['a device', () => '/dev/null'],
  ['of a process', () => '/proc/1'],
  ['empty', () => ''],
  ['not set', () => undefined],
];

const skip = runs ? false : 'nobody may read this checkout';

for (const [what, homeOf] of homes)
  test(`home ${what}: a scan judges, tells what it could not keep, and does not wait`, { skip }, () =>
    inWorld((folder) => {
      const target = `dir:${path.join(folder, 'root')}`;
      const { status, stdout, stderr, error } = start(homeOf(folder), '/', 'scan', '--offline', '-o', 'json', target);
      assert.equal(error, undefined, 'it has ended by itself');
      // No advisory data: nothing was judged, and that is told.
      assert.equal(status, 5, stderr);
      const report = JSON.parse(stdout);
      assert.equal(report.packages.length, 1);
      const told = report.coverage.problems.map(({ part }: { part: string }) => part);
      for (const part of ['cache', 'ledger']) assert.ok(told.includes(part), `${part} in ${told}`);
      assert.doesNotMatch(stderr, /E_INTERNAL/);
      if (what === "somebody else's" && process.getuid?.() === 0)
        assert.match(stderr, /^warning: your configuration file cannot be looked for .*set HOME/m);
    }),
  );

test('advisory data that could not be kept is not fetched, and which folder it is stands in one line', { skip }, () =>
  inWorld((folder) => {
    const home = path.join(folder, 'read-only');
    const feed = ['--feed', `alpine=file://${folder}`];
    const scan = start(home, '/', 'scan', '-o', 'json', ...feed, `dir:${path.join(folder, 'root')}`);
    assert.equal(scan.status, 5, scan.stderr);
    const { problems } = JSON.parse(scan.stdout).coverage;
    const [one, ...more] = problems.filter(
      ({ code, part }: { code: string; part: string }) => part === 'advisories' && code === 'E_WRITE',
    );
    assert.deepEqual(more, []);
    assert.match(one.message, /cannot be written, so .* could not be fetched .*name another folder with --database/);
    const update = start(home, '/', 'db', 'update', 'alpine/3.20', ...feed);
    assert.deepEqual([update.status, update.stdout], [1, '']);
    assert.match(update.stderr, /^error: the advisory database cannot be written .*\[E_WRITE\]\n$/);
  }),
);
