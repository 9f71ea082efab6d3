import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../../../core/index.ts';
import { lintDockerfile } from './lint-dockerfile.ts';

const lint = (text: string) => lintDockerfile('Dockerfile', new TextEncoder().encode(`FROM alpine:3.20\n${text}`));

/* Code that no shell reads is judged by no check of shell commands, and that is said. */

const not = 'is not judged by the checks of shell commands';
const guessed = 'is judged only where it reads like a shell’s';

const told: readonly (readonly [text: string, ...notes: string[]])[] = [
  ['SHELL ["python3", "-c"]\nRUN a\nCMD b\nRUN c\n', `code of python3 (3 places: lines 3, 4, 5) ${not}`],
  ['SHELL ["/usr/bin/env", "perl", "-e"]\nRUN a\n', `code of perl (1 place: line 3) ${not}`],
  ['SHELL ["python3", "-c"]\nONBUILD RUN a\n', `code of python3 (1 place: line 3) ${not}`],
  ['SHELL ["python3", "-c"]\nRUN <<EOF\na\nEOF\n', `code of python3 (1 place: line 3) ${not}`],
  ['SHELL ["node", "-e"]\nFROM scratch\nSHELL ["ruby", "-e"]\nRUN a\n', `code of ruby (1 place: line 5) ${not}`],
  ['SHELL ["powershell", "-Command"]\nRUN a\n', `code of powershell (1 place: line 3) ${guessed}`],
  ['SHELL ["C:\\\\ps\\\\pwsh.exe", "-c"]\nRUN a\n', `code of pwsh (1 place: line 3) ${guessed}`],
  ['SHELL ["cmd", "/S", "/C"]\nRUN a\n', `code of cmd (1 place: line 3) ${guessed}`],
  ['SHELL ["/usr/bin/fish", "-c"]\nRUN a\n', `code of fish (1 place: line 3) ${guessed}`],
  ['RUN <<EOF\n#!/usr/bin/env python3\na\nEOF\n', `code of python3 (1 place: line 3) ${not}`],
  ['RUN <<EOF\n#!/usr/bin/perl -w\na\nEOF\n', `code of perl (1 place: line 3) ${not}`],
  ['RUN <<EOF\n#!/usr/bin/fish\na\nEOF\n', `code of fish (1 place: line 3) ${not}`],
  ['RUN perl - <<EOF\na\nEOF\n', `code of perl (1 place: line 2) ${not}`],
  ['RUN cd /x && python3 <<A && bash <<B\na\nA\nb\nB\n', `code of python3 (1 place: line 2) ${not}`],
  ['RUN cat <<EOF | sudo node\na\nEOF\n', `code of node (1 place: line 2) ${not}`],
  ['RUN <<EOF\npython3 - <<X\na\nX\nEOF\n', `code of python3 (1 place: line 3) ${not}`],
  ['RUN python3 -c "import a"\n', `code of python3 (1 place: line 2) ${not}`],
  ['RUN ["perl", "-pi", "-e", "s/a/b/", "x"]\n', `code of perl (1 place: line 2) ${not}`],
  [
    'RUN pwsh -Command "a"\nHEALTHCHECK CMD node -e "b"\n',
    `code of pwsh (1 place: line 2) ${not}`,
    `code of node (1 place: line 3) ${not}`,
  ],
  [`SHELL ["python3", "-c"]\n${'RUN a\n'.repeat(9)}`, `code of python3 (9 places: lines 3, 4, 5, 6, 7, …) ${not}`],
];

for (const [text, ...notes] of told) {
  test(`code of others, told: ${JSON.stringify(text)}`, () => {
    const { coverage } = lint(text);
    assert.deepEqual(
      coverage.problems.map(({ message }) => message),
      notes,
    );
    assert.equal(isIncomplete(coverage), false);
    const partly = coverage.parts.filter(({ state }) => state === 'partly').map(({ id }) => id);
    assert.ok(partly.includes('dockerfile/sudo'));
    assert.ok(!partly.includes('dockerfile/root-user'));
  });
}

const notTold: readonly string[] = [
  'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a\n',
  'SHELL ["conda", "run", "-n", "x", "/bin/bash", "-c"]\nRUN a\n',
  'SHELL ["C:\\\\git\\\\bash.exe", "-c"]\nRUN a\n',
  'SHELL ["python3", "-c"]\nWORKDIR /x\nRUN ["a"]\nHEALTHCHECK NONE\nRUN <<EOF\n#!/bin/sh\na\nEOF\n',
  'SHELL ["python3", "-c"]\nSHELL ["/bin/sh", "-c"]\nRUN a\n',
  'RUN python3 /x.py <<EOF\ndata\nEOF\n',
  'RUN python3 -m json.tool <<EOF\n{}\nEOF\n',
  'RUN python3 -m pip install a\nRUN node x.js -e y\nRUN perl -v\n',
  "RUN awk '{print $1}' <<EOF\ndata\nEOF\n",
  'RUN bash <<EOF\na\nEOF\nRUN <<EOF\n#!/bin/bash\na\nEOF\n',
  'COPY <<EOF /x.py\n#!/usr/bin/env python3\na\nEOF\n',
  'RUN cat <<EOF > /x.py\n#!/usr/bin/env python3\na\nEOF\n',
];

for (const text of notTold) {
  test(`code of others, not told: ${JSON.stringify(text)}`, () => {
    const { coverage } = lint(text);
    assert.deepEqual(coverage.problems, []);
    assert.ok(coverage.parts.every(({ state }) => state === 'complete'));
  });
}

test('a file that names ever more interpreters gets a bounded number of notes', () => {
  const text = Array.from({ length: 200 }, (_, index) => `SHELL ["x${index}", "-c"]\nRUN a\n`).join('');
  const { problems } = lint(text).coverage;
  assert.equal(problems.length, 11);
  assert.match(problems.at(-1)?.message ?? '', /^code of 190 more interpreters /);
});
