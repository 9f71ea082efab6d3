import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The program as it is started, from its sources. */
const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const env = { PATH: process.env.PATH, HOME: '/nowhere' };
const start = (...words: readonly string[]) =>
  spawnSync(process.execPath, [program, ...words], { env, encoding: 'utf8', cwd: tmpdir() });

test('--version, and a mistake, as a process', () => {
  const version = start('--version');
  assert.deepEqual([version.status, version.stderr], [0, '']);
  assert.match(version.stdout, /^seaworthy \d+\.\d+\.\d+\n$/);
  const mistake = start('scna');
  assert.deepEqual([mistake.status, mistake.stdout], [2, '']);
});

test('COLUMNS counts where there is no terminal, when it is a number', () => {
  const widest = (columns: string): number =>
    Math.max(
      ...spawnSync(process.execPath, [program, 'help', 'environment'], {
        env: { ...env, COLUMNS: columns },
        encoding: 'utf8',
        cwd: tmpdir(),
      })
        .stdout.split('\n')
        .map((line) => line.length),
    );
  const usual = widest('');
  assert.ok(usual > 50 && usual <= 80, String(usual));
  assert.ok(widest('200') > 80);
  for (const wrong of ['0', '-5', 'wide', '1e3', '99999']) assert.equal(widest(wrong), usual, wrong);
});

test('a reader that goes away is no failure', () => {
  const piped = spawnSync('bash', ['-c', 'set -o pipefail; "$1" "$2" env | true', 'bash', process.execPath, program], {
    env,
    encoding: 'utf8',
  });
  assert.deepEqual([piped.status, piped.stderr], [0, '']);
});

test('a full disk behind standard output is told', {
  skip: existsSync('/dev/full') ? false : 'no /dev/full here',
}, () => {
  for (const words of ['env', 'help']) {
    const full = spawnSync('sh', ['-c', '"$1" "$2" $3 > /dev/full', 'sh', process.execPath, program, words], {
      env,
      encoding: 'utf8',
    });
    assert.equal(full.status, 1, words);
    assert.match(full.stderr, /^error: .*ENOSPC.*\n$/, words);
  }
});

test('an interruption ends the command in order, with 130', async () => {
  const server = createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const child = spawn(process.execPath, [program, 'scan', `${host}/x:1`, '--insecure-plain-http', host], { env });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  try {
    await once(server, 'connection');
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    assert.equal(code, 130, said);
    assert.match(said, /\[E_INTERRUPTED\]\n$/);
  } finally {
    child.kill('SIGKILL');
    server.close();
  }
});
