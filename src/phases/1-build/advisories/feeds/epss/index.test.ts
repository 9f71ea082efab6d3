import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epss } from './index.ts';

const parse = (text: string) => epss.parse('epss', [{ path: 'epss_scores-current.csv.gz', bytes: Buffer.from(text) }]);

test('epss: rows and the day they are from', () => {
  for (const [remark, date] of [
    ['#model_version:v2030.01.01,score_date:2030-01-02T00:00:00+0000', '2030-01-02T00:00:00.000Z'],
    ['#model_version:unknown,score_date:2030-01-02T00:00:00Z', '2030-01-02T00:00:00.000Z'],
    ['#nothing', undefined],
  ] as const) {
    const parsed = parse(
      `${remark}\r\ncve,epss,percentile\r\nCVE-2030-0001,0.5,1.00000\r\nCVE-2030-12345,1e-05,0.1\r\n`,
    );
    assert.deepEqual(
      [...parsed.records],
      [
        { kind: 'exploitation', key: 'CVE-2030-0001', exploitation: { epss: { probability: 0.5, percentile: 1 } } },
        {
          kind: 'exploitation',
          key: 'CVE-2030-12345',
          exploitation: { epss: { probability: 0.00001, percentile: 0.1 } },
        },
      ],
    );
    assert.equal(parsed.date, date);
  }
});

test('epss: odd rows are told with their line', () => {
  for (const row of [
    'CVE-2030-0002,1.5,0.5',
    'CVE-2030-0002,-0.1,0.5',
    'CVE-2030-0002,NaN,0.5',
    'CVE-2030-0002,Infinity,0.5',
    'CVE-2030-0002,0.5,2',
    'X,0.1,0.1',
    'CVE-2030-0003,,',
    'CVE-2030-0004,0.1',
    'CVE-2030-0004,0.1,0.1,0.1',
    'CVE-2030-0004;0.1;0.1',
    'CVE-2030-0005,0.1\u00e9,0.1',
    '\u0000',
  ]) {
    const parsed = parse(`cve,epss,percentile\nCVE-2030-0001,0.5,0.5\n${row}\nCVE-2030-0009,0.25,0.5\n`);
    assert.deepEqual(
      [...parsed.records].map(({ key }) => key),
      ['CVE-2030-0001', 'CVE-2030-0009'],
      row,
    );
    assert.match(parsed.problems.join(), /not understood: line 3 "/, row);
  }
});

test('epss: a byte that is no UTF-8 spoils its own line only; a file of odd rows is refused on the way', () => {
  const bytes = Buffer.concat([
    Buffer.from('cve,epss,percentile\nCVE-2030-0001,0.5,0.5\nCVE-2030-0002,0.'),
    Uint8Array.of(0xff, 0xfe),
    Buffer.from('\nCVE-2030-0003,0.5,0.5\n'),
  ]);
  const parsed = epss.parse('epss', [{ path: 'epss_scores-current.csv.gz', bytes }]);
  assert.equal([...parsed.records].length, 2);
  assert.match(parsed.problems.join(), /line 3/);
  let rows = 0;
  assert.throws(
    () => {
      for (const _ of parse(`cve,epss,percentile\nCVE-2030-0001,0,0\n${'x\n'.repeat(500_000)}`).records) rows++;
    },
    { code: 'E_FEED', message: '1001 of 1002 records of the feed are not understood' },
  );
  assert.equal(rows, 1);
});
