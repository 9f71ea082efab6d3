import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import {
  type Coverage,
  emptyCoverage,
  type Finding,
  fixedClock,
  type ImageSubject,
  type Report,
  reportSchemaVersion,
  type VulnerabilityFinding,
} from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { recordScan } from '../ledger/record-scan.ts';
import { offlineSettings } from '../settings.ts';
import { scanFact, scansThatCount } from './scan-fact.ts';

const digest = `sha256:${'a'.repeat(64)}` as const;
const subject: ImageSubject = {
  kind: 'image',
  name: 'web',
  digest,
  configDigest: digest,
  platform: { os: 'linux', architecture: 'amd64' },
};
const now = new Date('2026-01-10T00:00:00Z');

const fact = (id: string) => ({
  subject,
  id,
  aliases: [],
  title: id,
  severity: 'high' as const,
  severitySource: 'test',
  location: { kind: 'image-file' as const, path: 'app' },
  evidence: [],
  risk: { score: 1, factors: [] },
  references: [],
  fingerprint: 'f'.repeat(32),
});

const vulnerability = (id: string, more: Partial<VulnerabilityFinding> = {}): Finding => ({
  ...fact(id),
  kind: 'vulnerability',
  cvss: [],
  exploitation: {},
  fix: { state: 'unfixed', advice: '' },
  ...more,
});

interface Scan {
  readonly findings?: readonly Finding[];
  readonly coverage?: Partial<Coverage>;
}

/** What the scans of one image, oldest first, say to a gate. */
async function factOf(scans: readonly Scan[]) {
  return inTemporaryDirectory(async (folder) => {
    const ledgerDirectory = join(folder, 'ledger');
    for (const [day, { findings = [], coverage = {} }] of scans.entries()) {
      const time = `2026-01-0${day + 1}T00:00:00.000Z`;
      const whole: Coverage = { ...emptyCoverage, ...coverage };
      const report: Report = {
        schemaVersion: reportSchemaVersion,
        tool: { name: 'seaworthy', version: '1' },
        created: time,
        subject,
        layers: [],
        packages: [],
        findings,
        coverage: whole,
      };
      const settings = offlineSettings({
        databaseDirectory: folder,
        ledgerDirectory,
        toolVersion: '1',
        clock: fixedClock(time),
      });
      await recordScan(report, { subject, layers: [], packages: [], coverage: whole }, settings);
    }
    const ledger = await openLedger(ledgerDirectory);
    try {
      const newest = await ledger.latest(digest, 'scan');
      assert.ok(newest !== undefined);
      return scanFact(await scansThatCount(ledger, newest), now);
    } finally {
      await ledger.close();
    }
  });
}

const flaw = vulnerability('CVE-2026-1');
const secret: Finding = {
  ...fact('secret/key'),
  kind: 'secret',
  fix: { state: 'remedy', action: 'rotate', advice: '' },
};
const both: Scan = { findings: [flaw, secret], coverage: { lookedFor: ['vulnerability', 'secret'] } };
const flawsOnly: Scan = { findings: [flaw], coverage: { lookedFor: ['vulnerability'] } };
const problem = { code: 'E_LIMIT', message: 'x', where: 'y', part: 'secrets', incomplete: true } as const;

test('a later scan that did not look for secrets takes none away that an earlier one found', async () => {
  const told = async (scans: readonly Scan[]) => {
    const { findings, lookedFor, created, older } = await factOf(scans);
    const ids = findings.map(({ id }) => id).join(' ');
    return [ids, lookedFor.join(' '), created.slice(0, 10), older?.length ?? 0];
  };
  const all = 'vulnerability secret';
  const none: Scan = { coverage: { lookedFor: ['vulnerability', 'secret'] } };
  assert.deepEqual(await told([both]), ['CVE-2026-1 secret/key', all, '2026-01-01', 0]);
  assert.deepEqual(await told([both, flawsOnly]), ['CVE-2026-1 secret/key', all, '2026-01-02', 1]);
  assert.deepEqual(await told([both, flawsOnly, flawsOnly]), ['CVE-2026-1 secret/key', all, '2026-01-03', 1]);
  assert.deepEqual(await told([both, none, flawsOnly]), ['CVE-2026-1', all, '2026-01-03', 1], 'the newest that looked');
  assert.deepEqual(await told([both, none]), ['', all, '2026-01-02', 0], 'it looked, and found none');
  assert.deepEqual(await told([flawsOnly, flawsOnly]), ['CVE-2026-1', 'vulnerability', '2026-01-02', 0]);
  assert.deepEqual(await told([{ findings: [secret] }]), ['secret/key', '', '2026-01-01', 0], 'of before it was noted');
});

test('what an older scan could not look at is not known by a newer one that did not look', async () => {
  const torn: Scan = { coverage: { lookedFor: ['vulnerability', 'secret'], problems: [problem] } };
  assert.equal((await factOf([torn, flawsOnly])).incomplete, true);
  assert.equal((await factOf([torn, both])).incomplete, false);
});

test('what a scan without the data could not say of a finding is not known', async () => {
  const then = '2026-01-01T00:00:00.000Z';
  const source = { id: 'x', title: 'x', date: then, fetched: then, records: 1, digest, origin: '' };
  const kev = { ...source, tells: 'exploited' } as const;
  const known = vulnerability('CVE-2026-1', {
    exploitation: { known: { added: '2026-01-01', ransomware: false } },
  });
  const cases: readonly (readonly [string, Finding, Coverage['sources'], boolean | undefined])[] = [
    ['a list that has it', known, [kev], true],
    ['a list that does not', flaw, [kev], false],
    ['no list', flaw, [source], undefined],
    ['no list any more, and it was on it', known, [], true],
    ['a secret is on no list', secret, [], false],
  ];
  for (const [name, one, sources, exploited] of cases) {
    const { findings } = await factOf([{ findings: [one], coverage: { sources } }]);
    assert.equal(findings[0]?.exploited, exploited, name);
  }
  const state = (word: 'unfixed' | 'wont-fix' | 'end-of-life' | 'unknown'): Finding =>
    vulnerability('CVE-2026-1', { fix: { state: word, advice: '' } });
  for (const [one, fixable] of [
    [vulnerability('CVE-2026-1', { fix: { state: 'fixed', versions: ['2'], advice: '' } }), true],
    [state('unfixed'), false],
    [state('wont-fix'), false],
    [state('end-of-life'), false],
    [state('unknown'), undefined],
    // A secret can be rotated: that is no version without it.
    [secret, false],
  ] as const) {
    assert.equal((await factOf([{ findings: [one] }])).findings[0]?.fixable, fixable, one.fix.state);
  }
});

test('packages that nobody judges and software that nobody knows are told; what the owner stands for is judged', async () => {
  const one = { type: 'pypi', packages: 2, why: 'no data', examples: [] };
  const { unjudged, unidentified } = await factOf([
    {
      coverage: {
        unjudged: [one, { ...one, through: 'owner' }],
        unidentified: Array.from({ length: 7 }, (_, at) => ({ path: `app${at}`, what: 'executable (ELF)' })),
      },
    },
  ]);
  assert.deepEqual(unjudged, [{ packages: 2, what: 'pypi: no data' }]);
  assert.deepEqual([unidentified.count, unidentified.examples.length], [7, 5]);
});
