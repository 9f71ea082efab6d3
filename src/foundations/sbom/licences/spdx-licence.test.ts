import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSpdxExpression } from './expression.ts';
import { spdxLicence } from './spdx-licence.ts';

const cases: readonly (readonly [said: string, expression: string])[] = [
  ['MIT', 'MIT'],
  [' mit ', 'MIT'],
  ['The MIT License', 'MIT'],
  ['MIT Licence', 'MIT'],
  ['apache-2.0', 'Apache-2.0'],
  ['Apache License, Version 2.0', 'Apache-2.0'],
  ['Apache 2.0', 'Apache-2.0'],
  ['BSD 3-Clause License', 'BSD-3-Clause'],
  ['New BSD License', 'BSD-3-Clause'],
  ['ISC License (ISCL)', 'ISC'],
  ['GNU General Public License v2 or later (GPLv2+)', 'GPL-2.0-or-later'],
  ['Mozilla Public License 2.0 (MPL 2.0)', 'MPL-2.0'],
  ['Python Software Foundation License', 'PSF-2.0'],
  ['GPL2+', 'GPL-2.0-or-later'],
  ['(mit or Apache-2.0)', '(MIT OR Apache-2.0)'],
  ['MIT and (GPL-2.0-only with classpath-exception-2.0)', 'MIT AND (GPL-2.0-only WITH Classpath-exception-2.0)'],
  ['gpl-2.0+ or MIT', 'GPL-2.0+ OR MIT'],
  ['GPLv2+ and (ASL 2.0 or MIT)', 'GPL-2.0-or-later AND (Apache-2.0 OR MIT)'],
  ['LGPLv2+ and GPLv3+ and zlib', 'LGPL-2.0-or-later AND GPL-3.0-or-later AND Zlib'],
  ['BSD 3-Clause or MPLv2.0', 'BSD-3-Clause OR MPL-2.0'],
  ['LicenseRef-mine AND MIT', 'LicenseRef-mine AND MIT'],
];

for (const [said, expression] of cases) {
  test(`licence ${said}: ${expression}`, () => assert.equal(spdxLicence(said), expression));
}

const open = ['BSD', 'BSD License', 'GPL', 'LGPL', 'Apache Software License', 'Artistic License', 'Public Domain'];
const others = [
  'SEE LICENSE IN LICENSE.md',
  'UNLICENSED',
  'Proprietary',
  'MIT BSD',
  'GPLv2+ and BSD',
  '(GPLv2+ and MIT',
  'GPL version 2 or later',
  'custom',
  'toString',
  'License',
  '',
];

for (const said of [...open, ...others]) {
  test(`licence ${JSON.stringify(said)} stays what it is: which one is not said`, () => {
    assert.equal(spdxLicence(said), said);
    assert.ok(!isSpdxExpression(spdxLicence(said)));
  });
}

test('what comes out is an expression or what went in, and stays the same when asked again', () => {
  const word = fc.constantFrom('MIT', 'mit', 'or', 'AND', '(', ')', 'with', 'License', 'the', '+', 'GPL-2.0', 'x', ',');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      ),
      (said) => {
        const told = spdxLicence(said);
        assert.ok(isSpdxExpression(told) || told === said.trim());
        assert.equal(spdxLicence(told), told);
      },
    ),
  );
});
