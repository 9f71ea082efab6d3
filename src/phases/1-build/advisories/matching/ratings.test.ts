import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory } from '../../../../core/index.ts';
import { ratingPartitions } from '../database/needed-partitions.ts';
import type { Feed } from '../feed.ts';
import {
  advisory,
  debian,
  fixedIn,
  judgeAll,
  npm,
  openssl,
  testPackage,
  tracker,
  type World,
} from './testing/samples.ts';

/* A distribution says that a flaw is in a package and seldom how severe it is: then whoever rates the CVE is asked, wherever that is at hand. */

const cve = 'CVE-2030-0001';
const rating = (score: number, source: string) => ({ vector: 'CVSS:3.1/AV:N', score, source });
const rated = (score: number, source: string, more: Partial<Advisory> = {}): Advisory =>
  advisory(cve, { status: 'undetermined', cvss: [rating(score, source)], ...more });

/** Asked by CVE id as the real ones are: an ecosystem's where it is at hand, a database of ratings also to be fetched. */
const osv: Feed = { ...npm, rates: { partitions: () => ['npm/all', 'npm/absent'], fetch: false } };
const nvd: Feed = {
  ...npm,
  id: 'nvd',
  tells: 'severity',
  owns: (partition) => partition.startsWith('nvd/'),
  lookups: () => [],
  rates: { partitions: (id) => (id.startsWith('CVE-') ? [`nvd/${id.slice(4, 8)}`] : []), fetch: true },
};
const feeds = [tracker, osv, nvd];

const open = debian({ openssl: [fixedIn(cve, '3')] });
const ghsa = advisory('GHSA-1', {
  aliases: [cve],
  cvss: [rating(7.5, 'GitHub')],
  severity: { level: 'high', source: 'GitHub' },
});

const cases: readonly (readonly [string, World, string, string, readonly string[]])[] = [
  ['nobody rates it', open, 'unknown', 'nobody', ['tracker/bookworm']],
  [
    'the NVD rates it',
    { ...open, 'nvd/2030': { [cve]: [rated(9.8, 'NVD')] } },
    'critical',
    'NVD (CVSS)',
    ['nvd/2030', 'tracker/bookworm'],
  ],
  [
    'another ecosystem knows it by an alias',
    { ...open, 'npm/all': { some: [ghsa] } },
    'high',
    'GitHub',
    ['npm/all', 'tracker/bookworm'],
  ],
  [
    'both rate it: the earlier feed counts',
    { ...open, 'npm/all': { some: [ghsa] }, 'nvd/2030': { [cve]: [rated(9.8, 'NVD')] } },
    'high',
    'GitHub',
    ['npm/all', 'nvd/2030', 'tracker/bookworm'],
  ],
  [
    'it was rejected',
    { ...open, 'nvd/2030': { [cve]: [rated(9.8, 'NVD', { status: 'withdrawn' })] } },
    'unknown',
    'nobody',
    ['tracker/bookworm'],
  ],
  [
    'a bulletin over several flaws says nothing of one of them',
    { ...open, 'npm/all': { some: [{ ...ghsa, aliases: [cve, 'CVE-2030-0002'] }] } },
    'unknown',
    'nobody',
    ['tracker/bookworm'],
  ],
  [
    'the ratings of other years are not asked',
    { ...open, 'nvd/2029': { [cve]: [rated(9.8, 'NVD')] } },
    'unknown',
    'nobody',
    ['tracker/bookworm'],
  ],
  [
    'a word of the distribution stands, and the score is beside it',
    {
      ...debian({ openssl: [fixedIn(cve, '3', { severity: { level: 'low', source: 'Debian' } })] }),
      'nvd/2030': { [cve]: [rated(9.8, 'NVD')] },
    },
    'low',
    'Debian',
    ['nvd/2030', 'tracker/bookworm'],
  ],
  [
    'a score of its own source stands alone',
    {
      ...debian({ openssl: [fixedIn(cve, '3', { cvss: [rating(5, 'Debian')] })] }),
      'nvd/2030': { [cve]: [rated(9.8, 'NVD')] },
    },
    'medium',
    'Debian (CVSS)',
    ['tracker/bookworm'],
  ],
];

for (const [name, world, severity, source, used] of cases) {
  test(`severity: ${name}: ${severity} by ${source}`, () => {
    const { findings, coverage } = judgeAll([openssl('1')], feeds, world);
    const [finding] = findings;
    assert.deepEqual([finding?.severity, finding?.severitySource], [severity, source]);
    assert.deepEqual(
      coverage.sources.map(({ id }) => id),
      used,
      'sources are those that said something',
    );
    assert.equal(findings.length, 1, 'a rating is no finding');
  });
}

test('severity: of several CVE ids of one flaw each is asked about', () => {
  const world = {
    ...debian({ openssl: [fixedIn('DSA-1', '3', { aliases: ['CVE-2029-0001', cve] })] }),
    'nvd/2030': { [cve]: [rated(9.8, 'NVD')] },
  };
  assert.equal(judgeAll([openssl('1')], feeds, world).findings[0]?.severity, 'critical');
});

test('what is worth fetching: the years of flaws that nobody at hand rates, youngest first', () => {
  const world = debian({
    openssl: [
      fixedIn(cve, '3'),
      fixedIn('CVE-2028-1', '3'),
      fixedIn('CVE-2027-1', '3', { cvss: [rating(5, 'Debian')] }),
      fixedIn('GHSA-2', '3'),
    ],
  });
  const { findings } = judgeAll([openssl('1')], feeds, world);
  const wanted = (given: readonly Feed[]) => ratingPartitions(findings, given).map(({ partition }) => partition);
  assert.deepEqual(wanted(feeds), ['nvd/2030', 'nvd/2028']);
  assert.deepEqual(wanted([tracker, osv]), [], 'an ecosystem is fetched for its packages alone');
  const clean = judgeAll([testPackage('npm', 'a', '1')], feeds, { 'npm/all': { b: [ghsa] } });
  assert.deepEqual(ratingPartitions(clean.findings, feeds), []);
});
