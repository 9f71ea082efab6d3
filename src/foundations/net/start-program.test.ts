import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { type StartOptions, startProgram } from './start-program.ts';

const options: StartOptions = { maxStderrBytes: 10, patience: 200, env: {}, searchPath: '' };

async function program(directory: string, script: string): Promise<string> {
  const path = join(directory, 'tool');
  await writeFile(path, `#!${process.execPath}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Waits for the first bytes, so that handlers of the program are in place. */
async function firstBytes(stdout: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const chunk of stdout) return Buffer.from(chunk).toString();
  return '';
}

test('output is read while the program runs, and its end is told', async () => {
  await inTemporaryDirectory(async (directory) => {
    const tool = await program(
      directory,
      "console.log(process.argv[2], process.env.A); console.error('0123456789abc'); process.exitCode = 4;",
    );
    const running = await startProgram(tool, ['$(id)'], { ...options, env: { A: '1' } });
    const chunks: Uint8Array[] = [];
    for await (const chunk of running.stdout) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).toString(), '$(id) 1\n');
    const end = await running.ended;
    assert.equal(end.status, 4);
    assert.equal(Buffer.from(end.stderr).toString(), '0123456789');
    assert.deepEqual(await running.stop(), end);
  });
});

test('stop asks first, and kills what does not listen', async () => {
  await inTemporaryDirectory(async (directory) => {
    const polite = await program(
      directory,
      "process.on('SIGTERM', () => process.exit(7)); console.log('up'); setInterval(() => {}, 1000);",
    );
    const stop = new AbortController();
    const one = await startProgram(polite, [], { ...options, patience: 20_000, signal: stop.signal });
    assert.equal(await firstBytes(one.stdout), 'up\n');
    stop.abort();
    assert.equal((await one.ended).status, 7);
    const deaf = await program(
      directory,
      "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000);",
    );
    const two = await startProgram(deaf, [], options);
    assert.equal(await firstBytes(two.stdout), 'up\n');
    assert.equal((await two.stop()).status, undefined);
  });
});

test('one that still says something when asked to end is let finish, but not for ever', async () => {
  await inTemporaryDirectory(async (directory) => {
    const talk = (turns: number): string => `process.on('SIGTERM', () => {
      let left = ${turns}; setInterval(() => { console.log(left); if (--left === 0) process.exit(7); }, 20); });
      setInterval(() => {}, 1000); console.log('up');`;
    const readAll = async (turns: number, patience: number) => {
      const running = await startProgram(await program(directory, talk(turns)), [], { ...options, patience });
      let lines = 0;
      for await (const chunk of running.stdout) {
        if (lines === 0) void running.stop();
        lines += Buffer.from(chunk).toString().split('\n').length - 1;
      }
      return [(await running.ended).status, lines];
    };
    // Five times as long as its patience, and on a machine that is busy more.
    assert.deepEqual(await readAll(50, 400), [7, 51]);
    const [status] = await readAll(1_000_000, 100).catch(() => [undefined]);
    assert.equal(status, undefined, 'killed');
  });
});

test('what cannot be started is told', async () => {
  await assert.rejects(startProgram('/nowhere/tool', [], options), { code: 'E_USAGE' });
  await inTemporaryDirectory(async (directory) => {
    const path = join(directory, 'tool');
    await writeFile(path, '#!/nowhere/interpreter\n');
    await chmod(path, 0o755);
    await assert.rejects(startProgram(path, [], options), { code: 'E_READ' });
    await assert.rejects(startProgram(path, [], { ...options, signal: AbortSignal.abort() }), {
      code: 'E_INTERRUPTED',
    });
  });
});
