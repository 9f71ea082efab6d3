import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { root } from './house/repository.ts';

const run = promisify(execFile);

/** A clone in which `npm` is a script that notes its calls and installs this Node, and the build makes a program that says where it is. */
function clone(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'seaworthy-clone-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (const name of ['seaworthy', 'tools/setup.sh', 'tools/with-node.sh']) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    copyFileSync(path.join(root, name), path.join(folder, name));
    chmodSync(path.join(folder, name), 0o755);
  }
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('tools/node/package.json', '{}');
  write('src/a.ts', '');
  write(
    'tools/build.ts',
    `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
     appendFileSync('${folder}/builds', 'x');
     mkdirSync('${folder}/dist/doors/cli', { recursive: true });
     writeFileSync('${folder}/dist/doors/cli/main.js', 'console.log(JSON.stringify([process.cwd(), ...process.argv.slice(2)]))');
     console.log('noise');`,
  );
  write(
    'bin/npm',
    `#!/bin/sh
echo "$@" >> '${folder}/installs'
rm -rf node_modules && mkdir -p node_modules/.bin
[ ! -e '${folder}/break-install' ] || { rm '${folder}/break-install'; exec sleep 5; }
sleep 0.2
ln -s '${process.execPath}' node_modules/.bin/node
echo '{}' > node_modules/.package-lock.json
echo noise\n`,
  );
  chmodSync(path.join(folder, 'bin/npm'), 0o755);
  // Everything is older than what the scripts are going to make.
  const old = new Date(Date.now() - 60_000);
  for (const name of [
    'package.json',
    'package-lock.json',
    'tools/node/package.json',
    'tools/build.ts',
    'src/a.ts',
    'src',
  ]) {
    utimesSync(path.join(folder, name), old, old);
  }
  return folder;
}

const environment = (folder: string) => ({ PATH: `${folder}/bin:/usr/bin:/bin` });
const count = (folder: string, name: string): number =>
  existsSync(path.join(folder, name)) ? readFileSync(path.join(folder, name), 'utf8').split(/x|\n/).length - 1 : 0;

function start(folder: string, words: readonly string[], cwd = '/') {
  return spawnSync(path.join(folder, 'seaworthy'), words, { cwd, env: environment(folder), encoding: 'utf8' });
}

test('the first run installs and builds; the next ones start at once', (t) => {
  const folder = clone(t);
  const first = start(folder, ['scan', 'a b', '']);
  assert.equal(first.stdout, '["/","scan","a b",""]\n', first.stderr);
  assert.match(first.stderr, /installing/);
  assert.match(readFileSync(path.join(folder, 'installs'), 'utf8'), /^ci --ignore-scripts --include=dev /);
  const second = start(folder, [], tmpdir());
  assert.equal(second.stdout, `${JSON.stringify([realpathSync(tmpdir())])}\n`);
  assert.equal(second.stderr, '');
  assert.deepEqual([count(folder, 'installs'), count(folder, 'builds')], [1, 1]);
});

test('it is built again when a source has changed or gone, and not for a test', (t) => {
  const folder = clone(t);
  start(folder, []);
  const later = new Date(Date.now() + 5_000);
  writeFileSync(path.join(folder, 'src/a.test.ts'), '');
  utimesSync(path.join(folder, 'src/a.test.ts'), later, later);
  utimesSync(path.join(folder, 'src'), new Date(0), new Date(0));
  start(folder, []);
  assert.equal(count(folder, 'builds'), 1);
  utimesSync(path.join(folder, 'src/a.ts'), later, later);
  start(folder, []);
  assert.equal(count(folder, 'builds'), 2);
  rmSync(path.join(folder, 'src/a.ts'));
  utimesSync(path.join(folder, 'src'), later, later);
  start(folder, []);
  assert.equal(count(folder, 'builds'), 3);
  assert.equal(count(folder, 'installs'), 1);
});

for (const file of ['tools/build.ts', 'tools/part-of-the-build.ts', 'tools/house/source-text.ts', 'package.json']) {
  test(`it is built again when ${file} has changed or is new`, (t) => {
    const folder = clone(t);
    start(folder, []);
    start(folder, []);
    assert.equal(count(folder, 'builds'), 1);
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    if (!existsSync(place)) writeFileSync(place, '');
    // Only the file itself: the folders are as old as before.
    for (const below of ['tools/house', 'tools'])
      if (existsSync(path.join(folder, below))) utimesSync(path.join(folder, below), new Date(0), new Date(0));
    const later = new Date(Date.now() + 5_000);
    utimesSync(place, later, later);
    start(folder, []);
    assert.equal(count(folder, 'builds'), 2);
  });
}

test('it is not built again for a test of the tools', (t) => {
  const folder = clone(t);
  start(folder, []);
  const place = path.join(folder, 'tools/build.test.ts');
  writeFileSync(place, '');
  const later = new Date(Date.now() + 5_000);
  utimesSync(place, later, later);
  utimesSync(path.join(folder, 'tools'), new Date(0), new Date(0));
  start(folder, []);
  assert.equal(count(folder, 'builds'), 1);
});

test('it installs again when the lock file has changed or the Node is gone', (t) => {
  const folder = clone(t);
  start(folder, []);
  rmSync(path.join(folder, 'node_modules/.bin/node'));
  start(folder, []);
  assert.equal(count(folder, 'installs'), 2);
  const later = new Date(Date.now() + 5_000);
  utimesSync(path.join(folder, 'package-lock.json'), later, later);
  // Somebody has called `npm install NAME`: npm's record is as new as the lock file.
  utimesSync(path.join(folder, 'node_modules/.package-lock.json'), later, later);
  start(folder, []);
  assert.equal(count(folder, 'installs'), 2);
  utimesSync(path.join(folder, 'node_modules/.package-lock.json'), new Date(0), new Date(0));
  start(folder, []);
  assert.equal(count(folder, 'installs'), 3);
});

test('it can be started through symbolic links, relative and absolute', (t) => {
  const folder = clone(t);
  const other = mkdtempSync(path.join(tmpdir(), 'seaworthy-links-'));
  t.after(() => rmSync(other, { recursive: true, force: true }));
  symlinkSync(path.relative(realpathSync(other), path.join(folder, 'seaworthy')), path.join(other, 'one'));
  symlinkSync(path.join(other, 'one'), path.join(other, 'two'));
  const env = { PATH: `${environment(folder).PATH}:${other}` };
  const linked = spawnSync('two', ['x'], { cwd: '/', env, encoding: 'utf8' });
  assert.equal(linked.stdout, '["/","x"]\n', linked.stderr);
});

test('two first runs at once: one sets up, the other waits', async (t) => {
  const folder = clone(t);
  const options = { cwd: '/', env: environment(folder) };
  const both = await Promise.all([1, 2].map(() => run(path.join(folder, 'seaworthy'), ['x'], options)));
  for (const { stdout } of both) assert.equal(stdout, '["/","x"]\n');
  assert.deepEqual([count(folder, 'installs'), count(folder, 'builds')], [1, 1]);
});

test('a set-up that was killed is done again, and its lock is no hindrance', async (t) => {
  const folder = clone(t);
  writeFileSync(path.join(folder, 'break-install'), '');
  const killed = execFile(path.join(folder, 'seaworthy'), ['x'], { env: environment(folder) });
  const lock = path.join(folder, '.cache/setup-lock');
  while (existsSync(path.join(folder, 'break-install')) || count(folder, 'installs') === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(readlinkSync(lock), String(killed.pid));
  const gone = new Promise((resolve) => killed.on('exit', resolve));
  killed.kill('SIGKILL');
  await gone;
  const again = start(folder, ['x']);
  assert.equal(again.stdout, '["/","x"]\n', again.stderr);
  assert.equal(count(folder, 'installs'), 2);
  assert.throws(() => readlinkSync(lock));
});

test('npm scripts run on the pinned Node, after the same set-up', (t) => {
  const folder = clone(t);
  const words = ['--built', 'node', '-p', 'process.execPath'];
  const script = spawnSync(path.join(folder, 'tools/with-node.sh'), words, {
    cwd: folder,
    env: environment(folder),
    encoding: 'utf8',
  });
  assert.equal(script.stdout, `${realpathSync(process.execPath)}\n`, script.stderr);
  assert.equal(count(folder, 'builds'), 1);
});

test('without npm, and after a build that fails, one line says so', (t) => {
  const folder = clone(t);
  const bare = mkdtempSync(path.join(tmpdir(), 'seaworthy-bare-'));
  t.after(() => rmSync(bare, { recursive: true, force: true }));
  for (const tool of ['sh', 'find', 'readlink', 'mkdir', 'ln', 'rm', 'mv', 'sleep']) {
    symlinkSync(existsSync(`/bin/${tool}`) ? `/bin/${tool}` : `/usr/bin/${tool}`, path.join(bare, tool));
  }
  const none = spawnSync(path.join(folder, 'seaworthy'), [], { env: { PATH: bare }, encoding: 'utf8' });
  assert.deepEqual([none.status, none.stdout], [1, '']);
  assert.match(none.stderr, /^seaworthy: npm is needed/);

  writeFileSync(path.join(folder, 'tools/build.ts'), 'process.exit(1);');
  const broken = start(folder, []);
  assert.deepEqual([broken.status, broken.stdout], [1, '']);
  assert.match(broken.stderr, /seaworthy: the build failed, see above\n$/);
  assert.throws(() => readlinkSync(path.join(folder, '.cache/setup-lock')));
});
