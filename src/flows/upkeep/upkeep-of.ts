import {
  type AttackSurface,
  defined,
  type ImageSubject,
  isDigest,
  isFixable,
  openFindings,
  packageOf,
  type Report,
  subjectNames,
  type Upkeep,
  type UpkeepState,
} from '../../core/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import { readScan, scanKind } from '../../records/index.ts';

/** Scans under one name that are looked through for the one before. */
const mostScans = 50;

/** How old an image is and what it carries. */
export function upkeepState(
  report: Pick<Report, 'created' | 'findings'>,
  built: string | undefined,
  surface: AttackSurface | undefined,
): UpkeepState {
  const fixable = openFindings(report).filter(({ fix }) => isFixable(fix) === true);
  const updates = new Set(fixable.flatMap((finding) => packageOf(finding)?.id ?? [])).size;
  return { updates, ...defined({ created: built, surface }) };
}

/** The state of the last other image of the same platform that was scanned under one of the names. */
export async function upkeepBefore(ledger: Ledger, subject: ImageSubject): Promise<Upkeep['before']> {
  const names = subjectNames(subject).filter((name) => !isDigest(name));
  for (const name of names) {
    const { records } = await ledger.list({ says: name, kinds: [scanKind.name], limit: mostScans });
    const header = records.find((one) => isDigest(one.subject) && one.subject !== subject.digest);
    const record = header && (await ledger.get(header.sequence));
    if (record === undefined) continue;
    const { report } = readScan(record);
    if (report.subject.kind !== 'image' || !isSamePlatform(report.subject, subject)) continue;
    const { created, surface } = report.upkeep ?? {};
    return { ...upkeepState(report, created, surface), digest: report.subject.digest, scanned: record.time };
  }
  return undefined;
}

const isSamePlatform = ({ platform: a }: ImageSubject, { platform: b }: ImageSubject): boolean =>
  a.os === b.os && a.architecture === b.architecture && a.variant === b.variant;
