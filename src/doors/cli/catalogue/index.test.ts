import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands, groups } from '../commands/index.ts';
import { environmentVariables } from './environment.ts';
import { envName } from './flag.ts';
import { everywhere, flags } from './index.ts';

const repeated = (names: readonly (string | undefined)[]): readonly (string | undefined)[] =>
  names.filter((name, index) => name !== undefined && names.indexOf(name) !== index);

test('names of flags, variables and keys are unique and follow the rule', () => {
  assert.deepEqual(repeated(flags.map(({ name }) => name)), []);
  assert.deepEqual(repeated(flags.map(({ short }) => short)), []);
  assert.deepEqual(repeated(flags.map(({ config }) => config)), []);
  assert.deepEqual(repeated(environmentVariables.map(({ name }) => name)), []);
  for (const flag of flags) {
    assert.match(flag.name, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(!flag.name.startsWith('no-'), flag.name);
    if (flag.env !== undefined && flag.form !== 'map') assert.equal(flag.env, envName(flag.name));
    assert.ok(!flag.help.endsWith('.') && flag.help.length <= 80, flag.help);
    assert.ok(flag.details.endsWith('.'), flag.name);
    if (flag.form === 'value' && flag.default !== undefined) flag.type.parse(flag.default);
  }
});

test('commands use flags of the catalogue, each once, and every flag is used', () => {
  const used = new Set(everywhere);
  for (const command of commands) {
    assert.deepEqual(repeated(command.flags.map(({ name }) => name)), [], command.id);
    for (const flag of command.flags) {
      assert.ok(flags.includes(flag), `${command.id}: --${flag.name} is not in the catalogue`);
      assert.ok(!everywhere.includes(flag), `${command.id}: --${flag.name} is a flag of every command`);
      used.add(flag);
    }
  }
  assert.deepEqual(
    flags.filter((flag) => !used.has(flag)),
    [],
  );
});

test('commands are well described', () => {
  assert.deepEqual(repeated(commands.map(({ id }) => id)), []);
  for (const { id, summary, details, examples, arguments: words } of commands) {
    assert.match(id, /^[a-z]+( [a-z]+(-[a-z]+)?)?$/);
    const [first = '', second] = id.split(' ');
    // A command may begin others.
    if (second !== undefined) assert.ok(first in groups || commands.some((one) => one.id === first), id);
    assert.ok(!summary.endsWith('.') && summary.length <= 80, summary);
    assert.ok(details.endsWith('.'), id);
    assert.ok(examples[0].command.includes(`seaworthy ${id}`), id);
    assert.ok(
      words.slice(0, -1).every(({ repeated: often }) => !often),
      id,
    );
  }
});
