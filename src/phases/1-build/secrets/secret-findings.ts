import {
  defined,
  type Evidence,
  fileIn,
  fingerprint,
  type LayerRef,
  type Location,
  type OtherFinding,
  type Subject,
  severityRisk,
  someOf,
} from '../../../core/index.ts';
import type { SecretDetector } from './detector.ts';
import { secretDetectors } from './detectors/index.ts';
import type { SecretHit } from './secret-hit.ts';

/**
 * Where a secret is found from:
 * - `present`: the file of that layer is in the final file system.
 * - `hidden`: a later layer deleted or replaced it; the layer is still part of the image.
 * - `config`: it stands in the configuration or the history.
 * - `commit`: a commit added it; whether it is still there is not said.
 * - `file`: a plain file or directory, without layers.
 */
export type SecretReach =
  | { readonly kind: 'present' }
  | { readonly kind: 'config' }
  | { readonly kind: 'file' }
  | { readonly kind: 'commit'; readonly id: string; readonly date?: string; readonly commits: number }
  | { readonly kind: 'hidden'; readonly how: 'deleted' | 'replaced'; readonly by?: LayerRef };

/** A hit with the layer it is in. */
export interface LocatedSecret {
  readonly hit: SecretHit;
  readonly layer?: LayerRef;
  readonly reach: SecretReach;
}

/**
 * Findings of hits in `subject`: one for each secret in each file, however many layers carry that file. The place is that in the final file system where there
 * is one, else that of the last layer. `detectors` must hold those that made the hits.
 */
export function secretFindings(
  subject: Subject,
  located: readonly LocatedSecret[],
  detectors: readonly SecretDetector[] = secretDetectors,
): readonly OtherFinding[] {
  const byId = new Map(detectors.map((detector) => [detector.id, detector]));
  const places = Map.groupBy(located, ({ hit }) => hit.fingerprint);
  const facts = Map.groupBy(located, ({ hit }) => JSON.stringify([hit.detector, hit.path, hit.fingerprint]));
  return [...facts.values()].flatMap((same) => {
    const main = same.toSorted(byReach)[0];
    const detector = main && byId.get(main.hit.detector);
    if (main === undefined || detector === undefined) return [];
    const elsewhere = new Set((places.get(main.hit.fingerprint) ?? []).map(({ hit }) => hit.path));
    elsewhere.delete(main.hit.path);
    return [toFinding(subject, detector, main, same, [...elsewhere].sort())];
  });
}

const rank: Readonly<Record<SecretReach['kind'], number>> = { present: 0, file: 0, config: 0, commit: 0, hidden: 1 };

function byReach(a: LocatedSecret, b: LocatedSecret): number {
  return (
    rank[a.reach.kind] - rank[b.reach.kind] ||
    (b.layer?.index ?? 0) - (a.layer?.index ?? 0) ||
    a.hit.line - b.hit.line ||
    a.hit.column - b.hit.column
  );
}

/** Who can still get at it, in one sentence. */
export function reachStatement({ reach, layer }: LocatedSecret): string {
  if (reach.kind === 'present') return 'Still reachable in the final file system.';
  if (reach.kind === 'config')
    return 'In the configuration of the image: whoever can pull it can read this without starting it.';
  if (reach.kind === 'commit') {
    const when = reach.date === undefined ? '' : ` of ${reach.date}`;
    const more = reach.commits === 1 ? '' : `, and added again by ${reach.commits - 1} later`;
    return `Added by commit ${reach.id}${when}${more}: in the repository of everybody who has cloned it.`;
  }
  if (reach.kind === 'file') return 'In the file as it is now.';
  const later = reach.by === undefined ? `${reach.how} later` : `${reach.how} in layer ${reach.by.index + 1}`;
  const where = layer === undefined ? 'a lower layer' : `layer ${layer.index + 1}`;
  return `Only in ${where} (${later}): still in the image for anyone who pulls it.`;
}

/** Other places that are named; the rest is counted. */
const maxNamed = 5;

function toFinding(
  subject: Subject,
  detector: SecretDetector,
  main: LocatedSecret,
  same: readonly LocatedSecret[],
  elsewhere: readonly string[],
): OtherFinding {
  const { hit, layer } = main;
  const id = `secret/${detector.id}`;
  const withLayer = layer === undefined ? {} : { layer };
  const evidence: Evidence[] = [
    {
      kind: 'file',
      statement: `${detector.title} in ${hit.path}, line ${hit.line}, column ${hit.column}: ${hit.length} bytes.`,
      observed: hit.masked,
      source: hit.path,
      ...withLayer,
    },
    ...hit.notes.map((statement): Evidence => ({ kind: 'rule', statement })),
    ...same.toSorted(byReach).slice(0, maxNamed).map(toReachEvidence).filter(isFirst),
  ];
  if (elsewhere.length > 0) {
    evidence.push({ kind: 'context', statement: `The same secret is in ${someOf(elsewhere, maxNamed)}.` });
  }
  const rebuilt =
    main.reach.kind === 'hidden'
      ? ' Build the image again without that layer.'
      : main.reach.kind === 'commit'
        ? ' A later commit does not take it back.'
        : '';
  return {
    kind: 'secret',
    subject,
    id,
    aliases: detector.aliases ?? [],
    title: detector.title,
    details: detector.why,
    severity: hit.severity,
    severitySource: 'seaworthy',
    location: locationOf(subject, main),
    evidence,
    fix: { state: 'remedy', action: 'rotate', advice: `${detector.remedy}${rebuilt}` },
    risk: severityRisk('secret', hit.severity, `${hit.severity}: ${detector.why}`),
    references: detector.references,
    fingerprint: fingerprint('secret', id, hit.path, hit.fingerprint),
  };
}

function locationOf(subject: Subject, { hit, layer, reach }: LocatedSecret): Location {
  const { path, line, column } = hit;
  if (reach.kind === 'config') return { kind: 'image-config', entry: path, line, column };
  return fileIn(subject, { path, line, column, ...defined({ layer }) });
}

function toReachEvidence(located: LocatedSecret): Evidence {
  const base = { kind: 'context' as const, statement: reachStatement(located) };
  return located.layer === undefined ? base : { ...base, layer: located.layer };
}

/** Whether no earlier piece of evidence says the same. */
function isFirst(evidence: Evidence, index: number, all: readonly Evidence[]): boolean {
  return all.findIndex(({ statement }) => statement === evidence.statement) === index;
}
