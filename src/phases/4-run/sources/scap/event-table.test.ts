import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentShape, eventTypes } from './event-table.ts';
import { flagNames, flagTables, flagValue, syscallNames } from './flag-tables.ts';

test('event table: codes stand in their order, calls in pairs', () => {
  assert.equal(eventTypes.length, 454);
  for (const [index, { code, direction }] of eventTypes.entries()) {
    assert.equal(code, index);
    assert.equal(direction, index % 2 === 0 ? 'enter' : 'exit');
  }
});

test('event table: what parameters refer to is there', () => {
  for (const { parameters, name } of eventTypes) {
    assert.ok(parameters.length <= 64, name);
    for (const { flags, directory } of parameters) {
      if (flags !== undefined) assert.ok(flagTables.has(flags), `${name}: ${flags}`);
      if (directory !== undefined) assert.equal(parameters[directory]?.type, 'fd', name);
    }
  }
});

test('event table: an older shape knows the one of today', () => {
  const [old] = eventTypes.filter(({ name, direction }) => name === 'execve' && direction === 'exit');
  assert.ok(old?.old);
  const current = currentShape(old ?? assert.fail());
  assert.equal(current.old, false);
  assert.equal(current.parameters.at(-1)?.name, 'filename');
});

const named: readonly (readonly [table: string, value: number, exact: boolean, expected: string | undefined])[] = [
  ['file_flags', 262, false, 'O_TRUNC|O_CREAT|O_WRONLY'],
  ['file_flags', 3, false, 'O_RDWR'],
  ['file_flags', 0, false, 'O_NONE'],
  ['file_flags', 1 << 30, false, undefined],
  ['socket_families', 2, true, 'AF_INET'],
  ['socket_families', 99, true, undefined],
  ['none', 1, false, undefined],
];

for (const [table, value, exact, expected] of named) {
  test(`flags: ${table} ${value}`, () => assert.equal(flagNames(table, value, exact), expected));
}

test('flags: values by name', () => {
  assert.equal(flagValue('file_flags', 'O_CREAT'), 4);
  assert.throws(() => flagValue('file_flags', 'O_NOTHING'));
  assert.ok([...syscallNames.values()].includes('madvise'));
});
