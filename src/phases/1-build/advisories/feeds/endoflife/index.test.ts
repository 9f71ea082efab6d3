import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Distribution, defined } from '../../../../../core/index.ts';
import { knownDistributions } from '../../../distributions/index.ts';
import { answer, product, release } from './example.ts';
import { endoflife } from './index.ts';

const parse = (content: string) =>
  endoflife.parse('endoflife', [{ path: 'products/full', bytes: Buffer.from(content) }]);

const daysIn = (content: string): readonly string[] =>
  [...parse(content).records].map((record) =>
    record.kind === 'advisory' ? `${record.key} ${record.advisory.supportEnds}` : record.key,
  );

const alpine = product('alpine-linux', [release('3.20', '2026-04-01')]);

test('endoflife: of each distribution the day that our own table is about, and what has no day is left out', () => {
  const debian = [
    release('12', '2026-06-10', { eoesFrom: '2028-06-10' }),
    release('13', '2028-08-09', { eoesFrom: null }),
    release('14', '2030-08-09'),
  ];
  const ubuntu = [release('22.04', '2027-04-01', { eoasFrom: '2024-09-30', eoesFrom: '2032-04-09' })];
  const content = answer([alpine, product('debian', debian), product('ubuntu', ubuntu), product('nginx', [3])]);
  assert.deepEqual(daysIn(content), [
    'alpine-linux/3.20 2026-04-01',
    'debian/12 2028-06-10',
    'ubuntu/22.04 2027-04-01',
  ]);
  assert.equal(parse(content).date, '2030-01-02T03:04:05.000Z');
});

test('endoflife: what is odd is told, and of two by one name the first stands', () => {
  const releases = Array.from({ length: 40 }, (_, index) => release(`3.${index}`, '2026-04-01'));
  const odd = [
    release('3.1', '2036-04-01'),
    release('4.0', 'soon'),
    release('4.1', '2026-02-31'),
    release('../4', '2026-04-01'),
  ];
  const ended = release('2.0', null, { isEol: true });
  const parsed = parse(answer([product('alpine-linux', [...releases, ...odd, ended])]));
  const records = [...parsed.records];
  assert.equal(records.length, 40);
  assert.ok(records.every((one) => one.kind === 'advisory' && one.advisory.supportEnds === '2026-04-01'));
  assert.equal(parsed.problems.length, 3);
  assert.match(parsed.problems.join(' '), /listed twice: .*\[40\]/);
  assert.match(parsed.problems.join(' '), /not understood: .*\[41\].*\[42\].*\[43\]/);
  assert.match(parsed.problems.join(' '), /a day that is not told: .*\[44\]/);
  assert.equal(parsed.unread?.length, 2);
});

for (const [name, content] of [
  ['no product', answer([])],
  ['other products alone', answer([product('nginx', [release('1.26', '2026-04-01')])])],
  ['releases without a day', answer([product('alpine-linux', [release('3.20', null)])])],
  ['mostly damaged', answer([product('alpine-linux', [release('3.20', '2026-04-01'), ...Array(20).keys()])])],
  ['an answer about one product', JSON.stringify({ generated_at: '2030-01-02T03:04:05+00:00', result: alpine })],
] as const)
  test(`endoflife: refused: ${name}`, () => {
    assert.throws(() => daysIn(content), { code: 'E_FEED' });
  });

test('endoflife: what goes by one id and is two products has both', () => {
  const products = [
    product('centos', [release('8', '2021-12-31')]),
    product('centos-stream', [release('8', '2024-05-31')]),
  ];
  assert.deepEqual(daysIn(answer(products)), ['centos/8 2021-12-31', 'centos-stream/8 2024-05-31']);
  for (const [prettyName, key] of [
    ['CentOS Linux 8', 'centos/8'],
    ['CentOS Stream 8', 'centos-stream/8'],
  ] as const) {
    const said: Distribution = { id: 'centos', like: [], path: 'etc/os-release', version: '8', prettyName };
    assert.deepEqual(endoflife.ends?.(said)?.keys, [key]);
  }
});

const asked: readonly (readonly [id: string, version: string | undefined, keys: readonly string[] | undefined])[] = [
  ['ol', '9.4', ['oracle-linux/9.4', 'oracle-linux/9']],
  ['opensuse-leap', '15.6', ['opensuse/15.6']],
  // `15` alone is the first of its releases, and no word about the others.
  ['sles', '15.8', ['sles/15.8']],
  ['sles', undefined, []],
  ['alpine', '3.20.3', ['alpine-linux/3.20', 'alpine-linux/3']],
  ['alpine', '3.21.0_alpha20240807', ['alpine-linux/edge']],
  ['rhel', '9.4', ['rhel/9.4', 'rhel/9']],
  ['debian', undefined, []],
  ['wolfi', '20230201', undefined],
  ['mystery', '1', undefined],
];
for (const [id, version, keys] of asked)
  test(`endoflife: ${id} ${version ?? 'without a version'} is asked for as ${keys?.join(', ') ?? 'nothing'}`, () => {
    const said: Distribution = { id, like: [], path: 'etc/os-release', ...defined({ version }) };
    assert.deepEqual(endoflife.ends?.(said)?.keys, keys);
  });

test('endoflife: no two distributions share a product, and each has dates of its own', () => {
  const listed = knownDistributions.filter((one) => one.endoflife !== undefined);
  assert.ok(listed.length >= 12);
  const products = listed.flatMap(({ endoflife: one }) => [one?.product, ...(one?.other ? [one.other.product] : [])]);
  assert.equal(new Set(products).size, products.length);
  for (const one of listed) assert.notEqual(one.endOfSupport, undefined, one.id);
});
