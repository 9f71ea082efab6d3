import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeZip } from '../../../../../../lab/fixtures/index.ts';
import type { Advisory } from '../../../../../core/index.ts';
import { cveRecord, ssvcMetric } from './example.ts';
import { vulnrichment } from './index.ts';

const at = (id: string): string => `vulnrichment-develop/2030/0xxx/${id}.json`;
const id = 'CVE-2030-0001';

function parse(files: Readonly<Record<string, string>>) {
  const bytes = makeZip(Object.entries(files).map(([name, content]) => ({ name, content })));
  return vulnrichment.parse('vulnrichment', [{ path: 'develop.zip', bytes }]);
}

const read = (adp: object, state?: string): Advisory | undefined => {
  const [record] = [...parse({ [at(id)]: cveRecord(id, adp, state) }).records];
  return record?.kind === 'advisory' ? record.advisory : undefined;
};

const decisions: readonly (readonly [what: string, metrics: readonly object[], ssvc: object | undefined])[] = [
  ['exploited', [ssvcMetric('active')], { exploitation: 'active', automatable: true, impact: 'total' }],
  [
    'a public way',
    [ssvcMetric('poc', 'no', 'partial')],
    { exploitation: 'poc', automatable: false, impact: 'partial' },
  ],
  [
    'nothing known',
    [ssvcMetric('None', 'No', 'Partial')],
    { exploitation: 'none', automatable: false, impact: 'partial' },
  ],
  ['a word that is none of SSVC', [ssvcMetric('maybe')], undefined],
  ['a word of every object', [ssvcMetric('constructor')], undefined],
  ['half an answer', [ssvcMetric('active', '')], undefined],
  ['another metric', [{ other: { type: 'kev', content: { dateAdded: '2030-01-01' } } }], undefined],
];
for (const [what, metrics, ssvc] of decisions) {
  test(`vulnrichment: ${what}`, () => {
    const vector = { cvssV3_1: { baseScore: 5, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N' } };
    const found = read({ metrics: [...metrics, vector] });
    assert.deepEqual(found?.ssvc, ssvc);
    assert.deepEqual(
      found?.cvss.map(({ score, source }) => [score, source]),
      [[5, 'CISA']],
    );
  });
}

test('vulnrichment: what others say in the record, and of flaws that were rejected, is not CISA’s', () => {
  assert.equal(read({ metrics: [] }), undefined);
  assert.equal(read({ providerMetadata: { shortName: 'CVE' }, metrics: [ssvcMetric('active')] }), undefined);
  assert.equal(read({ metrics: [ssvcMetric('active')] }, 'REJECTED'), undefined);
  const { weaknesses } =
    read({
      problemTypes: [{ descriptions: [{ cweId: 'CWE-079' }, { cweId: 'CWE-79' }, { cweId: 'x' }, {}] }],
    }) ?? {};
  assert.deepEqual(weaknesses, ['CWE-79']);
});

test('vulnrichment: a record that cannot be read is told and takes nothing away from the others', () => {
  const good = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const one = `CVE-2030-${1000 + index}`;
      return [at(one), cveRecord(one, { metrics: [ssvcMetric('none')] })];
    }),
  );
  const other = cveRecord('CVE-2030-9999', { metrics: [ssvcMetric('active')] });
  const parsed = parse({ ...good, [at(id)]: other, 'vulnrichment-develop/package.json': '{' });
  assert.equal([...parsed.records].length, 40);
  assert.match(parsed.problems.join(), /not understood: CVE-2030-0001/);
  assert.equal(parsed.date?.slice(0, 10), '2030-01-02');
});

test('vulnrichment: nobody fetches it unasked', () => {
  assert.equal(vulnrichment.askedByName, true);
  assert.equal(vulnrichment.rates?.fetch, false);
  assert.deepEqual(vulnrichment.rates?.partitions('GHSA-x'), []);
});
