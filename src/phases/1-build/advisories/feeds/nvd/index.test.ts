import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nvd } from './index.ts';

const parse = (json: unknown) =>
  nvd.parse('nvd/2030', [{ path: 'nvdcve-2.0-2030.json.gz', bytes: Buffer.from(JSON.stringify(json)) }]);

const id = 'CVE-2030-0001';
const metric = (source: string, type: string, vectorString: string, baseScore: number) => ({
  source,
  type,
  cvssData: { vectorString, baseScore },
});
const v4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
const v31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const v30 = 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N';
const v2 = 'AV:N/AC:L/Au:N/C:P/I:P/A:P';
const primary = (vector: string, score: number) => metric('nvd@nist.gov', 'Primary', vector, score);
const secondary = (vector: string, score: number) => metric('cna@example.com', 'Secondary', vector, score);

/** What a year with one flaw says of it: scores, and whose they are. */
function ratings(cve: object): readonly string[] | string | undefined {
  const [record] = [...parse({ vulnerabilities: [{ cve: { id, vulnStatus: 'Analyzed', ...cve } }] }).records];
  if (record?.kind !== 'advisory') return undefined;
  const { status, cvss, note } = record.advisory;
  if (status === 'withdrawn') return `${status}: ${note} ${cvss.length}`;
  return [...cvss.map(({ score, source }) => `${score} ${source}`), ...(note === undefined ? [] : [note])];
}

test('nvd: the ratings that count', () => {
  const cases: readonly (readonly [string, object, readonly string[] | string | undefined])[] = [
    ['3.1 by the NVD', { metrics: { cvssMetricV31: [primary(v31, 9.8)] } }, ['9.8 NVD']],
    [
      'several of the NVD, newest first',
      {
        metrics: {
          cvssMetricV2: [primary(v2, 7.5)],
          cvssMetricV30: [primary(v30, 9.1)],
          cvssMetricV40: [primary(v4, 9.3)],
        },
      },
      ['9.3 NVD', '9.1 NVD'],
    ],
    [
      'the NVD before others',
      { metrics: { cvssMetricV31: [secondary(v31, 5), primary(v31, 9.8)], cvssMetricV40: [secondary(v4, 2)] } },
      ['9.8 NVD'],
    ],
    [
      'others, where the NVD has not looked',
      { vulnStatus: 'Awaiting Analysis', metrics: { cvssMetricV40: [secondary(v4, 9.3)] } },
      ['9.3 cna@example.com, by NVD'],
    ],
    [
      'others by today’s scale before the NVD by the old one',
      { metrics: { cvssMetricV2: [primary(v2, 7.5)], cvssMetricV31: [secondary(v31, 9.8)] } },
      ['9.8 cna@example.com, by NVD'],
    ],
    ['the old scale alone', { metrics: { cvssMetricV2: [primary(v2, 7.5)] } }, ['7.5 NVD']],
    ['no rating', { metrics: {} }, undefined],
    ['no metrics', {}, undefined],
    ['rejected', { vulnStatus: 'Rejected', metrics: { cvssMetricV31: [primary(v31, 9.8)] } }, 'withdrawn: rejected 0'],
    [
      'disputed, by a tag',
      {
        cveTags: [{ sourceIdentifier: 'cna@example.com', tags: ['disputed'] }],
        metrics: { cvssMetricV31: [primary(v31, 9.8)] },
      },
      ['9.8 NVD', 'disputed'],
    ],
    [
      'disputed, by its status',
      { vulnStatus: 'Disputed', metrics: { cvssMetricV31: [primary(v31, 9.8)] } },
      ['9.8 NVD', 'disputed'],
    ],
  ];
  for (const [name, cve, expected] of cases) assert.deepEqual(ratings(cve), expected, name);
});

test('nvd: what the flaw is, and what kind of fault, stand with its rating', () => {
  const metrics = { cvssMetricV31: [primary(v31, 9.8)] };
  const told = (cve: object) => {
    const [record] = [
      ...parse({ vulnerabilities: [{ cve: { id, vulnStatus: 'Analyzed', metrics, ...cve } }] }).records,
    ];
    return record?.kind === 'advisory' ? record.advisory : undefined;
  };
  const weakness = (...values: readonly string[]) => ({
    source: 'nvd@nist.gov',
    type: 'Primary',
    description: values.map((value) => ({ lang: 'en', value })),
  });
  const found = told({
    descriptions: [
      { lang: 'es', value: 'Una falla' },
      { lang: 'en', value: 'A flaw. '.repeat(1_000) },
    ],
    weaknesses: [weakness('CWE-79'), weakness('NVD-CWE-noinfo', 'CWE-79', 'CWE-20')],
    published: '2030-01-02T03:04:05.000',
  });
  assert.equal(found?.details?.length, 2_000);
  assert.deepEqual(found?.weaknesses, ['CWE-79', 'CWE-20']);
  assert.equal(found?.published, '2030-01-02T03:04:05.000Z');
  const bare = told({ weaknesses: [weakness('NVD-CWE-Other')] });
  assert.ok(bare && !('weaknesses' in bare) && !('details' in bare));
  assert.equal(told({ vulnStatus: 'Rejected', weaknesses: [weakness('CWE-79')] })?.weaknesses, undefined);
});

test('nvd: what is not understood is told with its place, and the rest kept', () => {
  const good = Array.from({ length: 30 }, (_, at) => ({
    cve: { id: `CVE-2030-${1000 + at}`, vulnStatus: 'Analyzed', metrics: { cvssMetricV31: [primary(v31, 9.8)] } },
  }));
  const odd = [
    {},
    { cve: { id: 'GHSA-1' } },
    { cve: { id, metrics: { cvssMetricV31: [primary(v31, 11)] } } },
    { cve: { id, metrics: { cvssMetricV31: [{ source: 'x', cvssData: { baseScore: 5 } }] } } },
  ];
  const parsed = parse({ vulnerabilities: [...good, ...odd] });
  assert.equal([...parsed.records].length, 30);
  assert.match(parsed.problems.join(), /not understood: .*vulnerabilities\[30\]/);
});

test('nvd: the date is that of the file, in UTC', () => {
  const vulnerabilities = [{ cve: { id, vulnStatus: 'Rejected' } }];
  for (const [timestamp, date] of [
    ['2030-01-02T03:00:01.500', '2030-01-02T03:00:01.500Z'],
    ['2030-01-02T03:00:01Z', '2030-01-02T03:00:01.000Z'],
    ['soon', undefined],
    [7, undefined],
  ] as const)
    assert.equal(parse({ timestamp, vulnerabilities }).date, date);
});

test('nvd: the year of the id, the first feed for all before it', () => {
  const of = (cve: string) => nvd.rates?.partitions(cve).join();
  assert.equal(of('CVE-2024-3094'), 'nvd/2024');
  assert.equal(of('CVE-1999-0001'), 'nvd/2002');
  for (const odd of ['CVE-0000-1', 'CVE-9999-1', 'GHSA-2024-1', '']) assert.equal(of(odd), '', odd);
  for (const partition of ['nvd', 'nvd/2001', 'nvd/20', 'nvd/2024/x', 'nvd/1999'])
    assert.ok(!nvd.owns(partition), partition);
});
