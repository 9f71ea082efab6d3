import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDockerfile } from './lint-dockerfile.ts';

const lint = (line: string) => lintDockerfile('Dockerfile', new TextEncoder().encode(`FROM debian:12\n${line}\n`));
const toldOf = (line: string) =>
  lint(line).coverage.problems.map(({ code, message, where, incomplete }) => [code, message, where, incomplete]);

const deep = (depth: number, inner: string): string => `${'sudo '.repeat(depth)}${inner}`;
const nested = (depth: number): string => `${'$('.repeat(depth)}true${')'.repeat(depth)}`;
const tooDeep = 'commands inside commands, more than 8 deep: what follows there is not judged';
const tooMany = 'more than 10000 commands in one script: what follows there is not judged';

const beyond: readonly (readonly [what: string, line: string, message: string])[] = [
  ['wrapped', `RUN ${deep(12, 'curl -k https://x.example')}`, tooDeep],
  ['substituted', `RUN echo ${nested(12)}`, tooDeep],
  ['in a document', `RUN bash <<EOF\n${deep(12, 'true')}\nEOF`, tooDeep],
  ['in a health check', `HEALTHCHECK CMD ${deep(12, 'true')}`, tooDeep],
  ['many', `RUN ${'true;'.repeat(10_001)}`, tooMany],
  ['many, with the bad one last', `RUN ${'true;'.repeat(10_000)}sudo curl -k https://x.example`, tooMany],
];

for (const [what, line, message] of beyond)
  test(`a script that is not read to its end is told, and makes the result incomplete: ${what}`, () => {
    const where = what === 'in a document' ? 'Dockerfile:3' : 'Dockerfile:2';
    assert.deepEqual(toldOf(line), [['E_LIMIT', message, where, true]]);
  });

test('scripts that hold one another are told, and what else is in the file is judged', () => {
  const { findings, coverage } = lint(`RUN ${'eval '.repeat(40_000)}x\nRUN sudo ls`);
  assert.ok(coverage.problems.some(({ code, where }) => code === 'E_LIMIT' && where === 'Dockerfile:2'));
  assert.ok(findings.some(({ id }) => id === 'dockerfile/sudo'));
});

for (const line of [`RUN ${deep(6, 'true')}`, `RUN echo ${nested(6)}`, `RUN ${'true;'.repeat(9_999)}true`])
  test(`within the bounds nothing is told: ${line.slice(0, 40)}`, () => assert.deepEqual(toldOf(line), []));
