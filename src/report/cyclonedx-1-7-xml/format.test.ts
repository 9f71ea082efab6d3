import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cyclonedxXmlFormat } from '../cyclonedx-xml/format.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { cyclonedx17XmlFormat } from './format.ts';

/* Its schema is tried where that of 1.6 is. */

test('but for the version it says what 1.6 says', async () => {
  const options = { color: false, width: 80 };
  const text = await cyclonedx17XmlFormat.write(sampleReport, options);
  const before = await cyclonedxXmlFormat.write(sampleReport, options);
  assert.equal(text, before.replace('/schema/bom/1.6"', '/schema/bom/1.7"'));
  assert.notEqual(text, before);
});
