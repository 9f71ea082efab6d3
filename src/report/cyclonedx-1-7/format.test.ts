import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonValidator } from '../../../lab/fixtures/index.ts';
import { cyclonedxFormat } from '../cyclonedx/format.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { cyclonedx17Format } from './format.ts';

const options = { color: false, width: 80 };

test('valid by the published schema, and but for the version what 1.6 says', async () => {
  const validate = jsonValidator('1.7');
  for (const report of [sampleReport, emptyReport(true), emptyReport(false)]) {
    const document: object = JSON.parse(await cyclonedx17Format.write(report, options));
    assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 3)));
    const before: object = JSON.parse(await cyclonedxFormat.write(report, options));
    const version = { $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json', specVersion: '1.7' };
    assert.deepEqual(document, { ...before, ...version });
  }
});
