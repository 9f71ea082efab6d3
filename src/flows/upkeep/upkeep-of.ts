import {
  type AttackSurface,
  defined,
  type ImageSubject,
  isDigest,
  isFixable,
  judgedByNobody,
  openFindings,
  packageOf,
  subjectNames,
  type Upkeep,
  type UpkeepState,
  wasJudged,
} from '../../core/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import { type BareReport, readScan, scanKind } from '../../records/index.ts';
import type { NamesSaid } from './ledger-bases.ts';

/** Scans under one name that are looked through for the one before. */
const mostScans = 50;

/** How old an image is and what it carries. Where nobody judged, that nothing was found is no zero. */
export function upkeepState(
  report: BareReport,
  packages: number,
  built: string | undefined,
  surface: AttackSurface | undefined,
): UpkeepState {
  const { coverage } = report;
  const fixable = openFindings(report).filter(({ fix }) => isFixable(fix) === true);
  const found = new Set(fixable.flatMap((finding) => packageOf(finding)?.id ?? [])).size;
  const isJudged = wasJudged(coverage) && (packages === 0 || judgedByNobody(coverage) < packages);
  return defined({ updates: isJudged ? found : undefined, created: built, surface });
}

/** The state of the last other image of the same platform that was scanned under one of the names, as it was told then. */
export async function upkeepBefore(ledger: Ledger, subject: ImageSubject, said?: NamesSaid): Promise<Upkeep['before']> {
  for (const name of subjectNames(subject).filter((one) => !isDigest(one))) {
    // Whatever was scanned has an inventory under the same name.
    if (said?.get(name) === 1) continue;
    const { records } = await ledger.list({ says: name, kinds: [scanKind.name], limit: mostScans });
    const header = records.find((one) => isDigest(one.subject) && one.subject !== subject.digest);
    const record = header && (await ledger.get(header.sequence));
    const report = record && readScan(record).report;
    if (report?.upkeep === undefined || report.subject.kind !== 'image') continue;
    if (!isSamePlatform(report.subject, subject)) continue;
    const { before: _older, surface, ...state } = report.upkeep;
    // Where its programs were says nothing of this image.
    const { programs: _where, ...numbers } = surface ?? { programs: undefined };
    return {
      ...state,
      ...defined({ surface: surface && (numbers as AttackSurface) }),
      digest: report.subject.digest,
      scanned: record?.time ?? report.created,
    };
  }
  return undefined;
}

const isSamePlatform = ({ platform: a }: ImageSubject, { platform: b }: ImageSubject): boolean =>
  a.os === b.os && a.architecture === b.architecture && a.variant === b.variant;
