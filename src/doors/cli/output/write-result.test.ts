import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { output } from '../catalogue/index.ts';
import { commands } from '../commands/index.ts';
import { cli } from '../run.ts';
import { type FakeOptions, fakeHost } from '../testing/fake-host.ts';

const printing = commands.filter(({ results, reports }) => results !== undefined && reports === undefined);

/** A command line of it with every argument that it must have. */
const lineOf = (id: string): string[] => {
  const must = commands.find((one) => one.id === id)?.arguments.filter(({ optional }) => optional !== true) ?? [];
  return [...id.split(' '), ...must.map(() => 'x')];
};

async function run(words: readonly string[], options: FakeOptions = {}) {
  const host = fakeHost(options);
  return { code: await cli(words, host), out: host.printed(), err: host.said() };
}

test('one grammar: whatever knows -o says what it writes, and whatever writes knows -o', () => {
  for (const { id, flags, results, reports } of commands) {
    assert.equal(flags.includes(output.output), results !== undefined || reports !== undefined, id);
    assert.ok(!flags.includes(output.json) || results !== undefined, id);
  }
  assert.ok(printing.length >= 19);
});

for (const { id, results = [] } of printing) {
  test(`${id}: a format that it does not write is refused before anything is done, and so are two on standard output`, async () => {
    for (const format of ['sarif', 'jsn']) {
      const { code, out, err } = await run([...lineOf(id), '-o', format]);
      assert.deepEqual([code, out], [2, ''], err);
      // No flow was called: there are no fakes of most, and calling one says so.
      assert.match(err, new RegExp(`${id} does not write "${format}"\\..*Formats here: ${results.join(', ')}\\.`));
    }
    for (const twice of [
      ['-o', 'json', '-o', 'text'],
      ['--json', '-o', 'table'],
    ])
      assert.match((await run([...lineOf(id), ...twice])).err, /only one format can go to standard output/);
    assert.match((await run([...lineOf(id), '-o', 'json=x', '-o', 'text=x'])).err, /same file/);
  });
}

test('the older word goes on working, and neither help nor completion offers it', async () => {
  const today = await run(['db', 'feeds', '-o', 'json']);
  assert.deepEqual(await run(['db', 'feeds', '--json']), today);
  assert.ok(Array.isArray(JSON.parse(today.out)));
  const text = await run(['db', 'feeds']);
  assert.deepEqual(await run(['db', 'feeds', '-o', 'table']), text);
  assert.match((await run(['help', 'db', 'feeds'])).out, /Formats of -o\n {2}text .*\n {2}json /);
  assert.doesNotMatch((await run(['help', 'db', 'feeds'])).out, /--json/);
  assert.doesNotMatch((await run(['completion', 'bash'])).out, /--json/);
  assert.match((await run(['help', 'json'])).out, /today +-o json/);
});

test('a result goes to files and is printed; where all goes to files nothing is printed', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    const options = { workingFolder: folder };
    const both = await run(['db', 'feeds', '-o', 'text', '-o', 'json=feeds.json'], options);
    assert.match(both.out, /^NAME/);
    assert.equal(readFileSync(path.join(folder, 'feeds.json'), 'utf8'), (await run(['db', 'feeds', '-o', 'json'])).out);
    const files = await run(['db', 'feeds', '-o', 'text=feeds.txt'], options);
    assert.deepEqual([files.code, files.out], [0, '']);
    assert.equal(readFileSync(path.join(folder, 'feeds.txt'), 'utf8'), both.out);
    assert.match((await run(['db', 'feeds', '-o', 'json=no/such/x'], options)).err, /E_WRITE/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a setting for all commands is about reports: it neither changes nor overwrites anything here', async () => {
  const env = { SEAWORTHY_OUTPUT: 'json=/nowhere/report.json,sarif' };
  assert.deepEqual(await run(['db', 'feeds'], { env }), await run(['db', 'feeds']));
});

test('commands that explain and list write JSON as well', async () => {
  const error = JSON.parse((await run(['explain', 'E_DIGEST_MISMATCH', '-o', 'json'])).out);
  assert.deepEqual([error.code, typeof error.means, typeof error.exit], ['E_DIGEST_MISMATCH', 'string', 'number']);
  const env = { SEAWORTHY_OUTPUT: 'json', SEAWORTHY_KEY_PASSWORD: 'hush', HTTPS_PROXY: 'http://me:hush@proxy.example' };
  const { out } = await run(['env', '-o', 'json'], { env });
  assert.doesNotMatch(out, /hush/);
  const variables: readonly { readonly name: string; readonly isSet: boolean; readonly value: string | null }[] =
    JSON.parse(out);
  const of = (wanted: string) => variables.find(({ name }) => name === wanted);
  assert.deepEqual(of('SEAWORTHY_OUTPUT'), { name: 'SEAWORTHY_OUTPUT', isSet: true, value: 'json' });
  assert.deepEqual(of('SEAWORTHY_KEY_PASSWORD'), { name: 'SEAWORTHY_KEY_PASSWORD', isSet: true, value: null });
  assert.deepEqual(of('SEAWORTHY_FAIL_ON'), { name: 'SEAWORTHY_FAIL_ON', isSet: false, value: null });
});
