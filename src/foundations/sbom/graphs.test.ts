import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../core/index.ts';
import { cdx, purlRef, read, spdxOf } from './testing/documents.ts';

const many = 20_000;
const numbers = Array.from({ length: many }, (_, index) => index);
const library = (index: number): object => ({
  type: 'library',
  'bom-ref': `p${index}`,
  name: `p${index}`,
  purl: `pkg:npm/p${index}@1`,
});

/** Graphs that have no end, or that everything is tied to, and how many packages and needs come of them. */
const graphs: readonly (readonly [string, object, number, number])[] = [
  [
    'packages that need one another in a circle',
    cdx(numbers.map(library), {
      dependencies: numbers.map((index) => ({ ref: `p${index}`, dependsOn: [`p${(index + 1) % many}`] })),
    }),
    many,
    many,
  ],
  [
    'one that needs all, said again and again',
    cdx(numbers.slice(0, 1000).map(library), {
      dependencies: Array.from({ length: 20 }, () => ({
        ref: 'p0',
        dependsOn: numbers.slice(0, 1000).map((index) => `p${index}`),
      })),
    }),
    1000,
    999,
  ],
  [
    'SPDX packages that need one another in a circle, themselves and what is not there',
    spdxOf(
      numbers.slice(0, 1000).map((index) => ({ SPDXID: `S${index}`, name: 'a', ...purlRef(`pkg:npm/p${index}@1`) })),
      {
        relationships: numbers.slice(0, 1000).flatMap((index) =>
          [(index + 1) % 1000, index, many].map((other) => ({
            spdxElementId: `S${index}`,
            relationshipType: 'DEPENDS_ON',
            relatedSpdxElement: `S${other}`,
          })),
        ),
      },
    ),
    1000,
    1000,
  ],
  [
    'packages that descend from one another in a circle',
    spdxOf(
      [
        { SPDXID: 'S0', name: 'a' },
        { SPDXID: 'S1', name: 'b' },
      ],
      {
        relationships: [
          ['S0', 'S1'],
          ['S1', 'S0'],
        ].map(([from, to]) => ({ spdxElementId: from, relationshipType: 'DESCENDANT_OF', relatedSpdxElement: to })),
      },
    ),
    2,
    0,
  ],
];
for (const [what, document, packages, needs] of graphs)
  test(`bounded: ${what}`, () => {
    const { inventory } = read(document);
    assert.equal(inventory.packages.length, packages);
    assert.equal(
      inventory.packages.reduce((sum, { dependencies = [] }) => sum + dependencies.length, 0),
      needs,
    );
  });

test('SPDX: what descends from a package that can be looked up is told by it', () => {
  const relations = (type: string, ends: readonly [string, string]): object => ({
    relationships: [{ spdxElementId: ends[0], relationshipType: type, relatedSpdxElement: ends[1] }],
  });
  const listed = [
    { SPDXID: 'S0', name: 'fork' },
    { SPDXID: 'S1', name: 'log4j', ...purlRef('pkg:maven/log4j/log4j@1.2.15') },
  ];
  for (const more of [
    relations('DESCENDANT_OF', ['S0', 'S1']),
    relations('COPY_OF', ['S0', 'S1']),
    relations('ANCESTOR_OF', ['S1', 'S0']),
  ]) {
    const { packages, coverage } = read(spdxOf(listed, more)).inventory;
    assert.deepEqual(
      packages.map(({ name }) => name),
      ['log4j:log4j'],
    );
    assert.ok(
      coverage.problems.some(({ message }) => message.startsWith('1 package without a package URL is told by')),
    );
    assert.equal(isIncomplete(coverage), false);
  }
  assert.equal(read(spdxOf(listed, relations('DESCENDANT_OF', ['S1', 'S0']))).inventory.packages.length, 2);
});
