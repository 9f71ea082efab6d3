import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../../core/index.ts';
import { readExceptions } from '../../read-exceptions.ts';
import type { About } from '../../rule.ts';

const finding = (path: string, line: number, kind = 'secret'): Finding =>
  ({ kind, location: { kind: 'file', path, line } }) as unknown as Finding;
const about = {} as About;

/** Which of places a file of exceptions sets aside, by its rule and its conditions. */
async function covers(text: string, name: string): Promise<readonly string[]> {
  const { rules, leftOut } = await readExceptions(Buffer.from(text), name);
  const places = [finding('src/a.ts', 3), finding('src/a.ts', 4), finding('b', 3), finding('src/a.ts', 3, 'check')];
  const covered = rules.flatMap(({ ids = [], conditions }) =>
    places.flatMap((place, at) => (conditions.every((fits) => fits(place, about)) ? [`${ids[0]}@${at}`] : [])),
  );
  return [...covered, ...leftOut.map(({ statement, why }) => `${statement}: ${why}`)];
}

const report = [
  { RuleID: 'gitlab-pat', File: 'src/a.ts', StartLine: 3, Secret: 'REDACTED', Commit: '' },
  { RuleID: 'x' },
];

for (const [what, text, name, wanted] of [
  [
    'a report',
    JSON.stringify(report),
    'old.json',
    ['gitlab-pat@0', 'finding 2: "RuleID", "File" and "StartLine" are not all there'],
  ],
  [
    'an ignore file',
    '# known\nsrc/a.ts:gitlab-pat:4\nnonsense\n',
    '.gitleaksignore',
    ['gitlab-pat@1', 'line 3: it is no fingerprint of gitleaks'],
  ],
  [
    'one of a history, under another name',
    `${'a'.repeat(40)}:b:aws-access-token:3\n`,
    'known.txt',
    ['aws-access-token@2'],
  ],
  ['a report in which nothing was found', '[]\n', 'old.json', []],
] as const) {
  test(`exceptions of gitleaks: ${what}`, async () => {
    assert.deepEqual(await covers(text, name), wanted);
  });
}

test('exceptions of gitleaks: what is none is refused', async () => {
  await assert.rejects(readExceptions(Buffer.from('[{"RuleID": '), '.gitleaksignore'), { code: 'E_FORMAT' });
  for (const text of ['[7]', '[] x', '[[]]', '{}', ''])
    await assert.rejects(readExceptions(Buffer.from(text), 'old.json'), { code: 'E_FORMAT' }, text);
});
