import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GreenInput, GreenKind } from './green.ts';
import { greenKinds } from './kinds/index.ts';
import { ends, isJudged, listsUnidentified, refusedOr } from './oracles.ts';
import { runGreen } from './run.ts';

const words = (...list: readonly string[]): Pick<GreenInput, 'prepare'> => ({ prepare: async () => list });

async function run(inputs: readonly GreenInput[]) {
  let printed = '';
  const code = await runGreen([{ id: 'some', title: 'some inputs', inputs }], '', (text) => {
    printed += text;
  });
  return { code, printed, last: printed.trimEnd().split('\n').slice(-2) };
}

test('green: what is told counts, and what comes out green is listed with its command', async () => {
  const { code, printed, last } = await run([
    { name: 'told', expect: ends(2), ...words('no-such-command') },
    { name: 'green', expect: ends(5), ...words('version') },
    { name: 'a control', control: true, expect: isJudged, ...words('version') },
  ]);
  assert.equal(code, 1);
  assert.match(
    printed,
    /^GREEN without being judged {2}some: green\n {2}command {2}seaworthy version\n {2}it gave {2}exit 0: /,
  );
  assert.deepEqual(last, ['1 that were judged are green, 0 are not', '1 told, 1 green']);
});

test('green: a control that is refused, an input that cannot be laid out, and one that was not found are faults', async () => {
  const { code, printed, last } = await run([
    { name: 'a control', control: true, expect: isJudged, ...words('no-such-command') },
    { name: 'broken', expect: ends(2), prepare: () => Promise.reject(new Error('no disk')) },
    { name: 'not there', expect: ends(1), ...words('lint', '/nowhere/at/all') },
  ]);
  assert.equal(code, 1);
  assert.match(printed, /^REFUSED although it was judged {2}some: a control$/m);
  assert.match(printed, /it could not be run: Error: no disk/);
  assert.deepEqual(last, ['0 that were judged are green, 1 are not', '0 told, 2 green']);
});

test('green: oracles', () => {
  const ran = (code: number, out = '', err = '') => ({ code, out, err });
  assert.equal(ends(5)(ran(5)), undefined);
  assert.match(ends(5)(ran(0, 'fine')) ?? '', /^exit 0: fine$/);
  assert.notEqual(ends(1)(ran(1, '', 'error: x [E_INTERNAL]')), undefined, 'a crash tells nothing');
  const report = JSON.stringify({ coverage: { unidentified: [{ path: 'bin/a' }] } });
  assert.equal(listsUnidentified('bin/a')(ran(0, report)), undefined);
  assert.notEqual(listsUnidentified('bin/b')(ran(0, report)), undefined);
  assert.notEqual(listsUnidentified('bin/a')(ran(0, '{}')), undefined, 'an old report lists nothing');
  const full = refusedOr((out) => out.includes('x'));
  assert.deepEqual([full(ran(2)), full(ran(0, 'x'))], [undefined, undefined]);
  assert.notEqual(full(ran(0, '[]')), undefined);
});

test('green: at least 300 inputs, each with a name of its own, and controls beside them', () => {
  const nameOf = (kind: GreenKind) => (input: GreenInput) => `${kind.id}: ${input.name}`;
  const names = greenKinds.flatMap((kind) => kind.inputs.map(nameOf(kind)));
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
  const inputs = greenKinds.flatMap((kind) => kind.inputs);
  assert.ok(inputs.filter((input) => input.control === undefined).length >= 300);
  assert.ok(inputs.filter((input) => input.control === true).length >= 40);
});
