import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { spdx3Format } from './format.ts';

/*
 * No package of a registry carries the schema of SPDX 3; the model that its working group publishes (spdx-python-model 0.0.6) read what is written here and
 * had nothing to say. What it looked for of the kind that goes wrong is looked for here.
 */

interface Element {
  readonly type: string;
  readonly spdxId?: string;
  readonly [member: string]: unknown;
}

const options = { color: false, width: 80 };
const graphOf = async (report: typeof sampleReport): Promise<readonly Element[]> =>
  JSON.parse(await spdx3Format.write(report, options))['@graph'];

/** Members whose values name elements. */
const references = [
  'from',
  'to',
  'element',
  'rootElement',
  'subject',
  'createdBy',
  'createdUsing',
  'dataLicense',
  'value',
];

function referencesIn(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return references.includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => referencesIn(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => referencesIn(one, name));
}

for (const [name, report] of [
  ['a report', sampleReport],
  ['an empty one', emptyReport(false)],
] as const) {
  test(`${name}: every element has an IRI of its own, and what names one names one that is there`, async () => {
    const graph = await graphOf(report);
    const ids = graph.flatMap(({ spdxId }) => spdxId ?? []);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^urn:uuid:[0-9a-f-]{36}#[A-Za-z]+-[0-9a-f]{20}$/);
    const none = 'https://spdx.org/rdf/3.0.1/terms/Core/NoneElement';
    for (const id of referencesIn(graph)) assert.ok(ids.includes(id) || id === none, id);
    assert.equal(graph.filter(({ type }) => type === 'SpdxDocument').length, 1);
    for (const { spdxId, creationInfo } of graph.slice(1)) assert.equal(creationInfo, '_:creation', spdxId);
  });
}

test('each package once, with its URL, its licence and its place below what brought it', async () => {
  const graph = await graphOf(sampleReport);
  const packages = graph.filter(({ software_primaryPurpose: purpose }) => purpose === 'library');
  assert.equal(packages.length, sampleReport.packages.length);
  const iriOf = (name: string): string => packages.find((one) => one.name === name)?.spdxId ?? '';
  const below = graph.find((one) => one.relationshipType === 'contains' && one.from === iriOf('python3-requests'));
  assert.deepEqual(below?.to, [iriOf('requests')]);
  const texts = graph.filter(({ type }) => type === 'simplelicensing_SimpleLicensingText');
  assert.deepEqual(texts.map((one) => one.simplelicensing_licenseText).sort(), [
    'Apache 2.0',
    'SEE LICENSE IN <LICENSE>',
  ]);
});

test('that a package needs nothing is said, and that nothing is known of it is not', async () => {
  const [first, second, third] = sampleReport.packages;
  assert.ok(first && second && third);
  const packages = [{ ...first, dependencies: [second.id, 'gone', first.id] }, { ...second, dependencies: [] }, third];
  const graph = await graphOf({ ...sampleReport, packages });
  const needs = graph.filter((one) => one.relationshipType === 'dependsOn');
  assert.equal(needs.length, 2);
  assert.deepEqual(needs[1]?.to, ['https://spdx.org/rdf/3.0.1/terms/Core/NoneElement']);
});
