import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spdxFormat } from '../spdx/format.ts';
import { hostileText, sampleReport } from '../testing/sample-report.ts';
import { spdxTagValueFormat } from './format.ts';

const options = { color: false, width: 80 };

/** The lines that are no text of several. */
const tagsIn = (text: string): readonly string[] =>
  text
    .replace(/<text>[\s\S]*?<\/text>/g, '<text></text>')
    .split('\n')
    .filter((line) => line !== '');

const count = (lines: readonly string[], tag: string): number =>
  lines.filter((line) => line.startsWith(`${tag}: `)).length;

test('it says what the JSON form says, a tag for each', async () => {
  const document = JSON.parse(await spdxFormat.write(sampleReport, options));
  const lines = tagsIn(await spdxTagValueFormat.write(sampleReport, options));
  assert.equal(count(lines, 'PackageName'), document.packages.length);
  assert.equal(count(lines, 'Relationship'), document.relationships.length);
  assert.equal(count(lines, 'LicenseID'), document.hasExtractedLicensingInfos.length);
  assert.equal(count(lines, 'ExternalRef'), sampleReport.packages.length + 1, 'the image has one as well');
  // One of each package, of the image and of its distribution.
  assert.equal(count(lines, 'AnnotationComment'), document.annotations.length + sampleReport.packages.length + 2);
  assert.deepEqual(lines.slice(0, 3), ['SPDXVersion: SPDX-2.3', 'DataLicense: CC0-1.0', 'SPDXID: SPDXRef-DOCUMENT']);
});

test('nothing in a text begins a line, or ends the text that it stands in', async () => {
  const names = [hostileText, 'a\nPackageName: forged', '</text>\nPackageName: forged', '<text>open', '\r\u2028x: y'];
  for (const name of names) {
    const packages = sampleReport.packages.map((one) => ({ ...one, name, version: name, licences: [name] }));
    const lines = tagsIn(await spdxTagValueFormat.write({ ...sampleReport, packages }, options));
    for (const line of lines) assert.match(line, /^(?:[A-Z][A-Za-z]+|SPDXID|SPDXREF): \S/);
    assert.equal(count(lines, 'PackageName'), packages.length + 2);
  }
});
