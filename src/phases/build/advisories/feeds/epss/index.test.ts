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
  const rows = ['CVE-2030-0001,0.5,0.5', 'CVE-2030-0002,1.5,0.5', 'X,0.1,0.1', 'CVE-2030-0003,,', 'CVE-2030-0004,0.1'];
  const parsed = parse(`cve,epss,percentile\n${rows.join('\n')}\n`);
  assert.equal([...parsed.records].length, 1);
  assert.match(parsed.problems.join(), /line 3 .*line 4 .*line 5 .*line 6/);
});
