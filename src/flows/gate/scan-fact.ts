import {
  defined,
  type Finding,
  type FindingKind,
  fixVersions,
  isIncomplete,
  offeredVersions,
  packageOf,
  publishedOf,
  type Report,
  setAsideBy,
  traitsOf,
} from '../../core/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import type { GateFinding, ScanFact } from '../../phases/3-deploy/index.ts';
import { readScan } from '../../records/index.ts';

/** What scans of an image look for, when they look for everything. */
const scannedKinds: readonly FindingKind[] = ['vulnerability', 'secret'];
/** Older scans that are looked at for kinds that newer ones did not look for. */
const maxOlder = 20;
/** Files that are named of those that nobody could identify. */
const maxExamples = 5;

/** The scans that speak of one subject: the newest, then older ones with kinds of findings that no newer one looked for. */
export type ScanRecords = readonly [newest: FullRecord, ...older: FullRecord[]];

/**
 * The newest scan of a subject with the older ones that it takes nothing away from: a scan that did not look for secrets says nothing of those that an
 * earlier one found. Throws `E_LEDGER`.
 */
export async function scansThatCount(ledger: Ledger, newest: FullRecord): Promise<ScanRecords> {
  const looked = new Set(lookedFor(newest));
  const isWhole = (): boolean => scannedKinds.every((kind) => looked.has(kind));
  const older: FullRecord[] = [];
  if (isWhole()) return [newest];
  const { subject, sequence } = newest;
  const { records } = await ledger.list({ subject, kinds: ['scan'], before: sequence, limit: maxOlder });
  for (const header of records) {
    if (isWhole()) break;
    const record = await ledger.get(header.sequence);
    const kinds = record === undefined ? [] : lookedFor(record);
    if (record === undefined || kinds.every((kind) => looked.has(kind))) continue;
    older.push(record);
    for (const kind of kinds) looked.add(kind);
  }
  return [newest, ...older];
}

const lookedFor = (record: FullRecord): readonly FindingKind[] => readScan(record).report.coverage.lookedFor;

/**
 * What scan records say to a gate: findings of each kind by the newest that looked for it, anything else by the newest of all. A suppression that has
 * run out no longer counts. Pure. Throws `E_LEDGER` for another shape.
 */
export function scanFact([newest, ...older]: ScanRecords, now: Date): ScanFact {
  const { created, coverage, findings } = readScan(newest).report;
  const looked = new Set(coverage.lookedFor);
  const taken: GateFinding[] = findings.map((finding) => gateFinding(finding, coverage, now));
  let incomplete = isIncomplete(coverage);
  for (const record of older) {
    const { report } = readScan(record);
    const added = report.coverage.lookedFor.filter((kind) => !looked.has(kind));
    const own = report.findings.filter(({ kind }) => added.includes(kind));
    taken.push(...own.map((finding) => gateFinding(finding, report.coverage, now)));
    incomplete ||= isIncomplete(report.coverage);
    for (const kind of added) looked.add(kind);
  }
  const { unidentified } = coverage;
  return {
    created,
    incomplete,
    lookedFor: [...looked],
    unjudged: coverage.unjudged
      .filter(({ through }) => through === undefined)
      .map(({ packages, type, why }) => ({ packages, what: `${type}: ${why}` })),
    unidentified: {
      count: unidentified.length,
      examples: unidentified.slice(0, maxExamples).map(({ path, what }) => `${path}: ${what}`),
    },
    sources: coverage.sources.map(({ id, date, dated, tells }) => ({
      id,
      date,
      ...defined({ dated, tells }),
    })),
    findings: taken,
    source: newest.digest,
    ...(older.length === 0 ? {} : { older: older.map(({ digest }) => digest) }),
  };
}

function gateFinding(finding: Finding, coverage: Report['coverage'], now: Date): GateFinding {
  const { id, aliases, title, fix } = finding;
  const found = packageOf(finding);
  const [fixedIn] = offeredVersions(fixVersions(fix), found?.version);
  const { age: _age, inUse: _, isNew: _new, ...traits } = traitsOf(finding, coverage, now);
  const aside = setAsideBy(finding, now);
  return {
    id,
    aliases,
    title,
    ...traits,
    ...(found === undefined ? {} : { package: { purl: found.purl, name: found.name, version: found.version } }),
    ...defined({ fixedIn, published: publishedOf(finding) }),
    ...(aside === undefined ? {} : { suppressed: `${aside.by}: ${aside.reason}` }),
  };
}
