import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeLicences, readLists } from './lists.ts';

/** What is allowed, what is denied, what a package states, and what comes of it. */
const cases: readonly (readonly [
  allow: string,
  deny: string,
  stated: readonly string[],
  verdict: string,
  by?: string,
])[] = [
  ['', 'GPL-3.0-only', ['GPL-3.0-only'], 'denied', 'GPL-3.0-only'],
  ['', 'GPL-3.0-only', ['GPL-3.0'], 'denied', 'GPL-3.0-only'],
  ['', 'GPL-3.0', ['GPL-3.0-only'], 'denied'],
  ['', 'GPL-3.0-or-later', ['GPL-3.0+'], 'denied', 'GPL-3.0-or-later'],
  ['', 'GPL-3.0-only', ['GPL-3.0-or-later'], 'allowed'],
  ['', 'GPL-3.0-only', ['MIT'], 'allowed'],
  ['', 'gpl-*', ['GPL-2.0-or-later'], 'denied'],
  ['', 'GPL-*', ['LGPL-2.1-only'], 'allowed'],
  ['', '*GPL-*', ['LGPL-2.1-only'], 'denied'],
  ['', 'GPL-3.0-only', ['GPLv3'], 'denied'],
  // Of OR one may be chosen, of AND all hold, and AND binds tighter.
  ['', 'GPL-*', ['MIT OR GPL-3.0-only'], 'allowed'],
  ['', 'GPL-*', ['MIT AND GPL-3.0-only'], 'denied', 'GPL-3.0-only'],
  ['', 'GPL-*', ['MIT OR ISC AND GPL-3.0-only'], 'allowed'],
  ['', 'GPL-*', ['(MIT OR ISC) AND GPL-3.0-only'], 'denied'],
  ['', 'GPL-*', ['MIT AND (ISC OR GPL-3.0-only)'], 'allowed'],
  ['', 'GPL-*,MIT', ['MIT OR GPL-3.0-only'], 'denied', 'MIT,GPL-3.0-only'],
  ['', 'GPL-*', ['MIT', 'GPL-2.0-only'], 'denied', 'GPL-2.0-only'],
  // An exception takes nothing away, and may be listed by itself.
  [
    '',
    'GPL-2.0-only',
    ['GPL-2.0-only WITH Classpath-exception-2.0'],
    'denied',
    'GPL-2.0-only WITH Classpath-exception-2.0',
  ],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only', ['GPL-2.0 WITH Classpath-exception-2.0'], 'allowed'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only', ['GPL-2.0-only'], 'denied'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', '', ['GPL-2.0-only'], 'not-allowed'],
  ['GPL-2.0-only', '', ['GPL-2.0-only WITH Classpath-exception-2.0'], 'allowed'],
  ['', 'GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only'], 'allowed'],
  // What is allowed.
  ['MIT,ISC', '', ['MIT'], 'allowed'],
  ['MIT,ISC', '', ['BSD-3-Clause'], 'not-allowed', 'BSD-3-Clause'],
  ['MIT', '', ['MIT AND BSD-3-Clause'], 'not-allowed', 'BSD-3-Clause'],
  ['MIT', '', ['BSD-3-Clause OR MIT'], 'allowed'],
  ['BSD-*', 'BSD-4-Clause', ['BSD-4-Clause'], 'denied'],
  ['BSD-*', '', ['BSD-3-Clause'], 'allowed'],
  ['*', '', ['Zlib'], 'allowed'],
  // What nobody knows is never allowed, and hides nothing that is denied.
  ['MIT', '', [], 'unknown', ''],
  ['MIT', '', ['Apache Software License'], 'unknown', 'Apache Software License'],
  ['MIT', '', ['LicenseRef-own'], 'unknown'],
  ['LicenseRef-own', '', ['LicenseRef-own'], 'allowed'],
  ['MIT', '', ['MIT OR LicenseRef-own'], 'allowed'],
  ['MIT', '', ['MIT AND LicenseRef-own'], 'unknown'],
  ['MIT', '', ['MIT', 'some words'], 'unknown', 'some words'],
  ['', 'GPL-*', ['some words', 'GPL-2.0-only'], 'denied'],
  ['', 'GPL-*', ['GPL-3.0-only OR LicenseRef-own'], 'unknown'],
  ['', 'GPL-*', [], 'unknown'],
  ['', 'GPL-*', ['LicenseRef-GPL-x'], 'unknown'],
  ['MIT', '', ['MIT (see LICENSE)'], 'unknown'],
];

const list = (text: string): readonly string[] => text.split(',').filter(Boolean);

for (const [allow, deny, stated, verdict, by] of cases)
  test(`allowed ${allow || 'everything'}, denied ${deny || 'nothing'}: ${stated.join(' and ') || 'nothing stated'}: ${verdict}`, () => {
    const judged = judgeLicences(stated, readLists({ allow: list(allow), deny: list(deny) }));
    assert.equal(judged.verdict, verdict);
    if (by !== undefined) assert.equal(judged.by.join(','), by);
  });

test('what is no licence is refused', () => {
  for (const text of [
    '',
    'GPL',
    'MIT OR ISC',
    'MIT AND ISC',
    'no such licence',
    'MIT WITH nothing',
    '(MIT',
    'a'.repeat(2_000),
  ])
    assert.throws(() => readLists({ deny: [text] }), { code: 'E_USAGE' }, text);
});
