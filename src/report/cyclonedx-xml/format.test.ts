import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { missingProgram, xmlSchema } from '../../../lab/fixtures/index.ts';
import { membersWithoutXml } from '../../foundations/sbom/index.ts';
import { bomOf } from '../cyclonedx/format.ts';
import { cyclonedx17XmlFormat } from '../cyclonedx-1-7-xml/format.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { cyclonedxXmlFormat } from './format.ts';

const options = { color: false, width: 80 };
const directory = {
  ...sampleReport,
  subject: { kind: 'files', name: './x', content: 'directory', path: './x' },
  layers: [],
} as const;
const reports = [sampleReport, { ...sampleReport, findings: [] }, emptyReport(true), emptyReport(false), directory];

/** By libxml2, without a way to the network: the schema of SPDX's licences lies beside that of CycloneDX. */
function complaintsOf(document: string, version: string): string {
  const schema = xmlSchema(version);
  const run = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
    input: document,
    encoding: 'utf8',
  });
  return run.status === 0 ? '' : run.stderr.slice(0, 2000);
}

const skip = (await missingProgram([['xmllint', '--version', 'no xmllint (Debian: libxml2-utils)']])) ?? false;
for (const [format, version] of [
  [cyclonedxXmlFormat, '1.6'],
  [cyclonedx17XmlFormat, '1.7'],
] as const) {
  test(`${format.id} is valid by the published schema`, { skip }, async () => {
    for (const report of reports) assert.equal(complaintsOf(await format.write(report, options), version), '');
    const text = await format.write(sampleReport, options);
    assert.notEqual(complaintsOf(text.replace('<components>', '<components><part/>'), version), '', 'it does refuse');
  });
}

test('nothing that the JSON form says is missing', () => {
  for (const report of reports)
    for (const version of ['1.6', '1.7'] as const) assert.deepEqual(membersWithoutXml(bomOf(report, version)), []);
  assert.deepEqual(
    membersWithoutXml({ bomFormat: 'CycloneDX', components: [{ name: 'a', swid: {} }], formulation: [] }),
    ['bom.components.swid', 'bom.formulation'],
  );
});
