import {
  asSeaworthyError,
  type Conditions,
  defined,
  type Finding,
  isIncomplete,
  type Package,
  packageOf,
  type Report,
} from '../../core/index.ts';
import type { BasePlan, EditOutcome } from '../../phases/1-build/fix/index.ts';
import { scan } from '../scan.ts';
import type { Session } from '../session/session.ts';
import { type Mending, meeting } from './choose.ts';
import { type BaseFix, idsOf } from './fix-result.ts';

/** An image that could be built upon, and what a look at it told. */
export interface BaseInView {
  readonly name: string;
  readonly report?: Report;
  /** Why nothing follows from it. */
  readonly why?: string;
}

/** Judges the base that the caller gives, for the same platform and by the same data as the image. */
export async function lookAtBase(name: string, { subject }: Report, session: Session): Promise<BaseInView> {
  try {
    const settings = subject.kind === 'image' ? { ...session.settings, platform: subject.platform } : session.settings;
    const report = await scan(name, { ...settings, record: false });
    if (report.subject.kind !== 'image') return { name, why: 'it is no image' };
    return isIncomplete(report.coverage)
      ? { name, why: 'not all of it could be judged: a scan of it says what' }
      : { name, report };
  } catch (error) {
    return { name, why: asSeaworthyError(error, 'E_READ', 'it cannot be looked at').message };
  }
}

/** The release whose repositories count: `alpine 3.19`, `debian 12`. Point releases share one. */
export function releaseOf({ distribution }: Report): string {
  const { id = '', version = '' } = distribution ?? {};
  return `${id} ${version.split('.').slice(0, 2).join('.')}`;
}

/** A file that says its images by digest keeps to that; the digest of an index fits every platform. */
export function nameToWrite({ name, report }: BaseInView, text: string): string {
  const subject = report?.subject;
  if (name.includes('@') || subject?.kind !== 'image' || !/^\s*(?:FROM\s.*|ARG\s.*)@sha256:/im.test(text)) return name;
  return `${name}@${subject.indexDigest ?? subject.digest}`;
}

interface Judged {
  readonly fix: BaseFix;
  readonly outcomes: readonly EditOutcome[];
  readonly still: ReadonlyMap<string, readonly Finding[]>;
  readonly versions: ReadonlyMap<string, string>;
}

/** What building upon it clears of the findings that the base of today brings, and which it brings itself. */
export function judgeBase(
  { name, report: looked, why }: BaseInView,
  plan: BasePlan | undefined,
  report: Report,
  { mendings, conditions, now }: { mendings: readonly Mending[]; conditions: readonly Conditions[]; now: Date },
): Judged {
  const layers = report.base?.layers;
  const from = plan?.from ?? report.base?.names[0];
  const head = { to: name, ...defined({ from }) };
  const kept = (because: string): Judged => ({
    fix: { ...head, state: 'kept', why: because, clears: [], brings: [] },
    outcomes: [],
    still: new Map(),
    versions: new Map(),
  });
  if (looked === undefined) return kept(why ?? 'it was not judged');
  if (layers === undefined)
    return kept('which layers of the image are those of its base is not known, so what another clears is not either');
  const isOfBase = ({ layer }: Package): boolean => layer !== undefined && layer.index < layers;
  const brought = meeting(looked, conditions, now);
  const keyOf = (finding: Finding): string => `${packageOf(finding)?.type}/${packageOf(finding)?.name}/${finding.id}`;
  const stays = new Set(brought.map(keyOf));
  const ofBase = mendings.filter(({ found }) => isOfBase(found));
  const had = new Set(ofBase.flatMap(({ findings }) => findings.map(keyOf)));
  const state = plan?.state ?? 'kept';
  const fix: BaseFix = {
    ...head,
    state,
    ...defined({ why: plan === undefined ? 'no Dockerfile is named (`--dockerfile`)' : plan.why }),
    clears: idsOf(ofBase.flatMap(({ findings }) => findings.filter((one) => !stays.has(keyOf(one))))),
    brings: idsOf(brought.filter((one) => !had.has(keyOf(one)))),
  };
  if (state === 'kept') return { ...kept(''), fix };
  const still = new Map(
    ofBase.map(({ found, findings }) => [found.id, findings.filter((one) => stays.has(keyOf(one)))]),
  );
  const versions = new Map<string, string>();
  const outcomes = ofBase.flatMap(({ found, findings }): EditOutcome[] => {
    if ((still.get(found.id)?.length ?? 0) === findings.length) return [];
    const to =
      looked.packages.find(({ type, name: other }) => type === found.type && other === found.name)?.version ?? '';
    versions.set(found.id, to);
    return [{ wanted: { found, to }, state, moved: [], lock: `build the image anew upon ${name}` }];
  });
  return { fix, outcomes, still, versions };
}
