import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HashedNames } from './hashed-names.ts';
import { type CodeState, functionState, joinCode, type LinkedPart } from './linked-code.ts';

const names = (...all: string[]): string => HashedNames.encode(all);
const part: LinkedPart = {
  name: 'http2',
  functions: [`0:${names('Server.Serve')}`, `7:${names('Framer.Read')}`, `+:${names('Parse')}`, `-:${names('Unused')}`],
};
const ways = ['main.main → example.org/tool.Run'];

const states: [name: string, state: CodeState, way: string | undefined][] = [
  ['Server.Serve', 'reachable', ways[0]],
  // A way that is not there says no less than one that was not kept.
  ['Framer.Read', 'reachable', undefined],
  ['Parse', 'reachable', undefined],
  ['Unused', 'present', undefined],
  ['Server', 'absent', undefined],
  ['', 'absent', undefined],
];
for (const [name, state, way] of states) {
  test(`${name || 'no name'} is ${state}`, () => {
    const found = functionState(part, name, ways);
    assert.deepEqual([found.state, found.way], [state, way]);
  });
}

test('of a part whose functions were not kept, or cannot be read, nothing is known', () => {
  assert.equal(functionState({ name: '' }, 'F', []).state, 'unknown');
  assert.equal(functionState({ name: '', functions: ['0:////////'] }, 'F', []).state, 'unknown');
});

test('two programs together have what either has', () => {
  const one = { parts: [part, { name: 'a', functions: [`0:${names('A')}`] }, { name: 'z' }], ways };
  const other = {
    parts: [{ name: 'a', functions: [`0:${names('B')}`] }, { name: 'b', functions: [] }, part],
    ways: ['init'],
  };
  const both = joinCode(one, other);
  const of = (name: string): LinkedPart => both.parts.find((each) => each.name === name) ?? { name: 'none' };
  assert.deepEqual(
    both.parts.map(({ name }) => name),
    ['a', 'b', 'http2', 'z'],
  );
  assert.equal(functionState(of('a'), 'A', both.ways).way, ways[0]);
  assert.equal(functionState(of('a'), 'B', both.ways).way, 'init');
  assert.equal(functionState(of('z'), 'Z', both.ways).state, 'unknown');
});
