import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExceptions } from '../../read-exceptions.ts';

const files: readonly (readonly [what: string, text: string, name: string, told: readonly string[]])[] = [
  [
    'by its name',
    '# set by the platform\r\nCIS-DI-0001\r\n\n  dkl-li-0003  \n',
    '.dockleignore',
    ['line 2 cis-di-0001 set by the platform', 'line 4 dkl-li-0003 no reason given'],
  ],
  ['by what stands in it', 'DKL-DI-0006\n# the end', 'ignored.txt', ['line 1 dkl-di-0006 no reason given']],
  [
    'what is no checkpoint is left out, and told',
    '# why\nCIS-DI-0001 app/x\nCVE-2025-0001\nCIS-DI-0005\n',
    '.dockleignore',
    [
      'line 4 cis-di-0005 no reason given',
      'line 2: "CIS-DI-0001 app/x" is no checkpoint of Dockle',
      'line 3: "CVE-2025-0001" is no checkpoint of Dockle',
    ],
  ],
];
for (const [what, text, name, told] of files)
  test(`.dockleignore, ${what}`, async () => {
    const { format, rules, leftOut } = await readExceptions(Buffer.from(text), name);
    assert.equal(format, 'dockleignore');
    assert.deepEqual(
      [
        ...rules.map(({ statement, ids, reason }) => `${statement} ${ids?.join()} ${reason}`),
        ...leftOut.map(({ statement, why }) => `${statement}: ${why}`),
      ],
      told,
    );
  });
