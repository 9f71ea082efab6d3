import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { findProgram, type ProgramOptions, runProgram } from './run-program.ts';

const options: ProgramOptions = { timeout: 10_000, maxBytes: 10_000, env: {}, searchPath: '' };

async function program(directory: string, name: string, script: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, `#!${process.execPath}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

test('a program gets its arguments as they are, its input, and only the environment given', async () => {
  await inTemporaryDirectory(async (directory) => {
    const script = `let all = ''; process.stdin.on('data', (c) => { all += c; }).on('end', () => {
      console.log(JSON.stringify([process.argv.slice(2), all, process.env.A, process.env.PATH]));
      console.error('to stderr'); process.exitCode = 3; });`;
    await program(directory, 'tool', script);
    const result = await runProgram('tool', ['$(id)', 'a b'], {
      ...options,
      searchPath: directory,
      env: { A: '1' },
      input: 'in',
    });
    assert.equal(result.status, 3);
    assert.deepEqual(JSON.parse(Buffer.from(result.stdout).toString()), [['$(id)', 'a b'], 'in', '1', null]);
    assert.equal(Buffer.from(result.stderr).toString(), 'to stderr\n');
  });
});

test('a bare name is looked for in the search path only', async () => {
  await inTemporaryDirectory(async (directory) => {
    const path = await program(directory, 'tool', '');
    await writeFile(join(directory, 'data'), 'x', { mode: 0o644 });
    await mkdir(join(directory, 'folder'));
    assert.equal(await findProgram('tool', ['/nowhere', directory].join(delimiter)), path);
    assert.equal(await findProgram(path, ''), path);
    for (const name of ['data', 'folder', '', '../tool', 'sh', './tool'])
      assert.equal(await findProgram(name, directory), undefined, name);
    assert.equal(await findProgram('tool', `.${delimiter}`), undefined);
    await assert.rejects(runProgram('tool', [], options), { code: 'E_USAGE' });
  });
});

test('time and output are bounded', async () => {
  await inTemporaryDirectory(async (directory) => {
    const sleeper = await program(directory, 'sleeper', 'setTimeout(() => {}, 60_000)');
    await assert.rejects(runProgram(sleeper, [], { ...options, timeout: 100 }), { code: 'E_TIMEOUT' });
    await assert.rejects(runProgram(sleeper, [], { ...options, signal: AbortSignal.abort() }), {
      code: 'E_INTERRUPTED',
    });
    const stop = new AbortController();
    const pending = runProgram(sleeper, [], { ...options, signal: stop.signal });
    stop.abort();
    await assert.rejects(pending, { code: 'E_INTERRUPTED' });
    const writer = await program(directory, 'writer', "for (;;) require('fs').writeSync(1, 'x'.repeat(1000))");
    await assert.rejects(runProgram(writer, [], { ...options, maxBytes: 5_000 }), { code: 'E_LIMIT' });
    const broken = join(directory, 'broken');
    await writeFile(broken, '#!/nowhere/interpreter\n', { mode: 0o755 });
    await assert.rejects(runProgram(broken, [], options), { code: 'E_READ' });
    // One that does not read its input does no harm.
    const deaf = await program(directory, 'deaf', 'process.exit(0)');
    assert.equal((await runProgram(deaf, [], { ...options, input: 'x'.repeat(1_000_000) })).status, 0);
  });
});
