import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { type CodeState, functionState } from '../../src/core/index.ts';
import { extractors } from '../../src/phases/1-build/ecosystems/index.ts';
import { temporaryDirectory } from '../fixtures/index.ts';
import { library, librarySymbols, programs } from './programs.ts';
import { Workshop } from './workshop.ts';

/* Programs as the toolchain makes them: `check:go-reach` holds the same against govulncheck. */

const toolchain = spawnSync('go', ['version'], { encoding: 'utf8' });
const skip = toolchain.status !== 0 && 'no Go toolchain here';
const directory = skip ? undefined : await temporaryDirectory();
after(() => directory?.remove());
const workshop = directory && new Workshop(directory.path);
const reader = extractors.find(({ id }) => id === 'go-binary');

/** What is known of a function of the library in a program. */
function stateOf(bytes: Uint8Array, name: string): CodeState {
  const code = reader?.extract('program', bytes).packages.find((one) => one.name === library)?.code;
  assert.ok(code, 'the code of the library is told');
  const [part, symbol] = librarySymbols.find(([path, one]) => (path === '' ? one : `${path}.${one}`) === name) ?? [
    '',
    name,
  ];
  const held = code.parts.find((one) => one.name === part);
  return held === undefined ? 'absent' : functionState(held, symbol, code.ways).state;
}

for (const program of programs) {
  test(`the program ${program.name}: what it comes to, and what is not in it`, { skip }, () => {
    assert.ok(workshop);
    const bytes = readFileSync(workshop.build(program));
    for (const name of program.comes) assert.equal(stateOf(bytes, name), 'reachable', name);
    for (const name of ['Unused', 'start.Never', 'data.Area']) assert.equal(stateOf(bytes, name), 'absent', name);
  });
}
