import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flags } from '../catalogue/index.ts';
import { commands } from '../commands/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { definitions, wrap } from './layout.ts';
import { topics } from './topics.ts';

async function page(line: string, columns = 80): Promise<string> {
  const host = fakeHost({ columns });
  assert.equal(await cli(line.split(' ').filter(Boolean), host), 0, line);
  return host.printed();
}

test('there is help on every command, flag and topic, and it fits the terminal', async () => {
  const lines = [
    '',
    'help',
    'help db',
    ...commands.flatMap(({ id }) => [`help ${id}`, `${id} --help`, `${id} -h`]),
    ...flags.map(({ name }) => `help ${name}`),
    ...topics.map(({ id }) => `help ${id}`),
  ];
  for (const line of lines) {
    const text = await page(line);
    const long = text.split('\n').filter((row) => row.length > 80);
    assert.deepEqual(long, [], line);
    assert.ok(text.length > 100, line);
  }
});

test('--help is help on the command, wherever it stands and whatever else is there', async () => {
  const expected = await page('help scan');
  for (const line of ['scan --help', '--help scan', 'scan x -h --nonsense', 'scan --help x'])
    assert.equal(await page(line), expected, line);
});

test('help on a command begins with how it is written, then examples', async () => {
  const text = await page('help scan');
  assert.match(text, /^seaworthy scan TARGET\.\.\. \[flags\]\n/);
  assert.ok(text.indexOf('Examples') < text.indexOf('Common flags'));
  assert.ok(text.indexOf('Common flags') < text.indexOf('Network'));
});

test('the overview tells every command once, by phase', async () => {
  const text = await page('help');
  const titles = ['1 Build', '2 Ship', '3 Deploy', '4 Run', '5 Retire', 'The ledger', 'Advisory data', 'Other'];
  const at = titles.map((title) => text.indexOf(`\n${title}`));
  assert.ok(
    at.every((one, index) => one > (at[index - 1] ?? 0)),
    text,
  );
  for (const { id } of commands) assert.equal(text.match(new RegExp(`^  ${id} {2,}`, 'gm'))?.length, 1, id);
  const between = (from: string, to: string): string => text.slice(text.indexOf(`\n${from}`), text.indexOf(`\n${to}`));
  for (const [id, from, to] of [
    ['scan', '1 Build', '2 Ship'],
    ['keys generate', '2 Ship', '3 Deploy'],
    ['gate check', '3 Deploy', '4 Run'],
    ['watch', '4 Run', '5 Retire'],
    ['retire plan', '5 Retire', 'The ledger'],
    ['voyage', 'The ledger', 'Advisory data'],
    ['db update', 'Advisory data', 'Other'],
    ['version', 'Other', 'Flags of'],
  ] as const)
    assert.ok(between(from, to).includes(`\n  ${id} `), id);
});

test('after -- nothing is a flag', async () => {
  const host = fakeHost();
  assert.equal(await cli(['scan', '--', '--help'], host), 0);
  assert.doesNotMatch(host.printed(), /Examples/);
});

test('text is broken between words', () => {
  assert.deepEqual(wrap('one two  three', 7), ['one two', 'three']);
  assert.deepEqual(wrap('extraordinary x', 5), ['extraordinary', 'x']);
  assert.deepEqual(wrap('', 5), []);
  assert.equal(definitions([['a', 'b c']], 80), '  a  b c\n');
});
