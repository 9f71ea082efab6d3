import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { readAll } from './read-all.ts';
import { readSecret } from './read-secret.ts';

/** A terminal that remembers whether it shows what is typed. */
class Terminal extends PassThrough {
  readonly modes: boolean[] = [];
  setRawMode(raw: boolean): void {
    this.modes.push(raw);
  }
}

const never = new AbortController().signal;

test('a secret is read without being shown, with the keys that edit a line', async () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['geheim\r', 'geheim'],
    ['geheim\n', 'geheim'],
    ['\r', ''],
    ['x\u007fgx\u0008eheim\r', 'geheim'],
    ['wrong\u0015geheim\r', 'geheim'],
    ['schlüß\u007fssel\r', 'schlüssel'],
    ['🗝️\u007f\u007f\u007fa\r', 'a'],
    ['tab\tbell\u0007\r', 'tabbell'],
    ['geheim\u0004', 'geheim'],
    ['\u0004', undefined],
  ];
  for (const [typed, expected] of cases) {
    const terminal = new Terminal();
    const read = readSecret(terminal, never, () => assert.fail('interrupted'));
    terminal.write(typed);
    assert.equal(await read, expected, JSON.stringify(typed));
    assert.deepEqual(terminal.modes, [true, false]);
    assert.equal(terminal.listenerCount('data'), 0);
  }
});

test('keys that come one by one, and two lines that come at once', async () => {
  const terminal = new Terminal();
  const read = readSecret(terminal, never, () => {});
  for (const byte of Buffer.from('ü1\r')) terminal.write(Buffer.from([byte]));
  assert.equal(await read, 'ü1');
  terminal.write('first\rsecond\r');
  assert.equal(await readSecret(terminal, never, () => {}), 'first');
  assert.equal(await readSecret(terminal, never, () => {}), 'second');
});

test('an interruption, by key or by signal, gives no secret and leaves the terminal as it was', async () => {
  const terminal = new Terminal();
  let interrupted = 0;
  const read = readSecret(terminal, never, () => interrupted++);
  terminal.write('geh\u0003eim\r');
  assert.equal(await read, undefined);
  assert.equal(interrupted, 1);
  const controller = new AbortController();
  const other = readSecret(terminal, controller.signal, () => {});
  controller.abort();
  assert.equal(await other, undefined);
  assert.equal(await readSecret(terminal, controller.signal, () => {}), undefined);
  assert.deepEqual(terminal.modes, [true, false, true, false]);
});

test('everything that comes in, within bounds', async () => {
  const from = (text: string): PassThrough => new PassThrough().end(text);
  assert.equal(Buffer.from(await readAll(from('abc'), 3, never)).toString(), 'abc');
  await assert.rejects(readAll(from('abcd'), 3, never), { code: 'E_LIMIT' });
  assert.equal((await readAll(from(''), 3, never)).length, 0);
});
