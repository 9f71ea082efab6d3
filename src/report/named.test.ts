import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonValidator } from '../../lab/fixtures/index.ts';
import { checkSbom, type NamedMaker, prepareSbom } from '../foundations/sbom/index.ts';
import type { WriteOptions } from './format.ts';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';

/** As `sbom` makes it: nobody judged it. */
const report = { ...sampleReport, findings: [], coverage: { ...sampleReport.coverage, sources: [] } };
const organisation: NamedMaker = { name: 'Shop (Trading) Ltd', email: 'sbom@shop.example' };
const person: NamedMaker = { name: 'Mara Lind', email: 'mara@shop.example', isPerson: true };

const documents = reportFormats.filter(({ id }) => id.startsWith('cyclonedx') || id.startsWith('spdx'));

/** What the document is found not to say of itself and of what it is about. */
async function missing(text: string): Promise<readonly string[]> {
  const bytes = await prepareSbom(Buffer.from(text), 'x');
  const { catalogues } = checkSbom(bytes, 'x', ['cisa-2026', 'bsi-tr-03183-2']);
  const asked = ['sbom-author', 'sbom-generation-context', 'creator'];
  const failed = catalogues.flatMap(({ requirements }) => requirements.filter(({ state }) => state === 'fail'));
  return failed.map(({ id }) => id).filter((id) => asked.includes(id));
}

for (const format of documents) {
  const write = async (options: Partial<WriteOptions>): Promise<string> =>
    format.write(report, { color: false, width: 80, ...options });

  test(`${format.id}: who makes the document is told where somebody says so, and nobody else`, async () => {
    // That nobody is named is said, which is enough for CISA; the BSI asks for an address.
    assert.deepEqual(await missing(await write({})), ['creator']);
    for (const author of [organisation, person]) {
      const text = await write({ author });
      assert.deepEqual(await missing(text), [], author.name);
      assert.match(text, new RegExp(author.email ?? ''));
    }
  });

  test(`${format.id}: who made what it is about is told likewise`, async () => {
    assert.doesNotMatch(await write({}), /shop\.example/);
    assert.match(await write({ producer: organisation }), /sbom@shop\.example/);
    assert.notEqual(await write({ producer: organisation }), await write({ author: organisation }));
  });
}

test('documents with makers are valid by the published schema', async () => {
  for (const [id, version] of [
    ['cyclonedx', '1.6'],
    ['cyclonedx-1-7', '1.7'],
  ] as const) {
    const validate = jsonValidator(version);
    const format = reportFormats.find((one) => one.id === id);
    for (const one of [organisation, person, { ...organisation, url: 'https://shop.example/' }]) {
      const text = await format?.write(report, { color: false, width: 80, author: one, producer: one });
      assert.ok(validate(JSON.parse(text ?? '')), JSON.stringify(validate.errors?.slice(0, 3)));
    }
  }
});
