import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExtractedLicence, Relationship, SpdxPackage } from '../../foundations/sbom/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { spdxFormat } from './format.ts';

interface Document {
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string };
  readonly hasExtractedLicensingInfos: readonly ExtractedLicence[];
  readonly packages: readonly SpdxPackage[];
  readonly relationships: readonly Relationship[];
}

const document: Document = JSON.parse(await spdxFormat.write(sampleReport, { color: false, width: 80 }));

test('ids are well formed and unique, relationships point to what is there', () => {
  const ids = document.packages.map((each) => each.SPDXID);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^SPDXRef-[A-Za-z0-9.-]+$/);
  for (const { spdxElementId, relatedSpdxElement } of document.relationships) {
    assert.ok(spdxElementId === 'SPDXRef-DOCUMENT' || ids.includes(spdxElementId));
    assert.ok(ids.includes(relatedSpdxElement));
  }
  assert.equal(document.relationships.filter((each) => each.relationshipType === 'DESCRIBES').length, 1);
  assert.equal(document.relationships.length, ids.length, 'everything hangs somewhere');
});

test('a package that another one brought hangs below it', () => {
  const idOf = (name: string): string => document.packages.find((each) => each.name === name)?.SPDXID ?? '';
  const above = document.relationships.find((each) => each.relatedSpdxElement === idOf('requests'));
  assert.equal(above?.spdxElementId, idOf('python3-requests'));
});

test('licences that are not on the list are referred to as they were written', () => {
  assert.deepEqual(document.hasExtractedLicensingInfos.map((each) => each.extractedText).sort(), [
    'Apache 2.0',
    'SEE LICENSE IN <LICENSE>',
  ]);
});

test('time without fractions, a namespace of its own', () => {
  assert.equal(document.creationInfo.created, '2024-05-20T12:00:00Z');
  assert.match(document.documentNamespace, /^urn:uuid:[0-9a-f-]{36}$/);
});

test('what a package says it needs is told where it is there', async () => {
  const [first, second, third] = sampleReport.packages;
  assert.ok(first && second && third);
  const packages = [{ ...first, dependencies: [second.id, 'gone', first.id] }, { ...second, dependencies: [] }, third];
  const told: Document = JSON.parse(await spdxFormat.write({ ...sampleReport, packages }, { color: false, width: 80 }));
  const needed = told.relationships.filter(({ relationshipType }) => relationshipType === 'DEPENDS_ON');
  const idOf = ({ purl }: { readonly purl: string }) =>
    told.packages.find(({ externalRefs }) => externalRefs?.some((one) => one.referenceLocator === purl))?.SPDXID;
  assert.deepEqual(
    needed.map(({ spdxElementId, relatedSpdxElement }) => [spdxElementId, relatedSpdxElement]),
    [
      [idOf(first), idOf(second)],
      [idOf(second), 'NONE'],
    ],
  );
});
