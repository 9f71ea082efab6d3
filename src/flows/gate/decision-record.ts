import { type Decision, type Digest, SeaworthyError, subjectKey, subjectNames } from '../../core/index.ts';
import { canonicalJsonOfAny } from '../../foundations/formats/index.ts';
import type { FullRecord, Ledger } from '../../foundations/ledger/index.ts';
import {
  type GateFacts,
  type ImageFacts,
  judge,
  type Known,
  known,
  type ManifestFacts,
  type ScanFact,
  type WorkloadFact,
} from '../../phases/3-deploy/index.ts';
import { asRecord, type DecisionPayload, decisionKind, readRecord } from '../../records/index.ts';
import type { Evidenced } from '../ledger/record-evidence.ts';
import type { LoadedGate } from './load-gate.ts';
import { scanFact } from './scan-fact.ts';

/** Facts as they are kept. */
export interface RecordedFacts extends Omit<GateFacts, 'workload' | 'images'> {
  /** The pod as JSON text, so that nothing a stranger writes into it keeps the decision from being recorded. */
  readonly workload?: Omit<WorkloadFact, 'podObject'> & { readonly pod: string };
  /** Findings of a scan are left out: they stand in the record that `source` names, in the same ledger. */
  readonly images: readonly ImageFacts[];
}

/** What a `decision` record says. */
export type RecordedDecision = DecisionPayload<RecordedFacts>;

const maxNames = 60;
const maxName = 1_000;

/** The decision as evidence: about the image where one was judged alone, else about the workload, to be found by the digests of its images too. */
export function decisionEvidence(decision: Decision, facts: GateFacts, gate: LoadedGate['gate'], now: Date): Evidenced {
  const digestsOf = (some: readonly ManifestFacts[]): readonly Digest[] =>
    some.flatMap(({ digest }) => (digest.known ? [digest.value] : []));
  const digests = digestsOf(facts.images);
  const [only] = digests;
  const alone =
    facts.workload === undefined && facts.subject.kind !== 'image' && only !== undefined && digests.length === 1;
  const subject = alone ? only : subjectKey(facts.subject);
  const references = facts.images.map(({ reference }) => reference);
  const others = [
    ...subjectNames(facts.subject),
    ...digests,
    ...references,
    ...digestsOf(facts.images.flatMap(variantsOf)),
  ];
  const names = others
    .map((name) => name.toWellFormed())
    .filter((name) => name !== '' && name !== subject && name.length <= maxName);
  const payload: RecordedDecision = {
    gate: { name: gate.name, digest: gate.digest },
    judged: now.toISOString(),
    decision,
    facts: recorded(facts),
  };
  const data = facts.images
    .flatMap((image) => [image, ...variantsOf(image)])
    .flatMap(({ scan }) => (scan.known && scan.value !== null ? scan.value.sources : []));
  const dates = [...new Map(data.map(({ id, date }) => [id, { id, date }])).values()];
  return {
    subject,
    names: [...new Set(names)].slice(0, maxNames),
    ...asRecord(decisionKind, wellFormed(payload) as RecordedDecision),
    data: dates.slice(0, 1_000),
    time: now.toISOString(),
  };
}

const variantsOf = ({ variants }: ImageFacts): readonly ManifestFacts[] =>
  variants?.known === true ? variants.value : [];

/** The image and each of its variants changed. */
function withEach(image: ImageFacts, change: <T extends ManifestFacts>(one: T) => T): ImageFacts {
  const { variants } = image;
  return change(variants?.known === true ? { ...image, variants: known(variants.value.map(change)) } : image);
}

const withoutFindings = <T extends ManifestFacts>(one: T): T => {
  const scan = one.scan.known ? one.scan.value : null;
  return scan?.source === undefined ? one : { ...one, scan: known({ ...scan, findings: [] }) };
};

function recorded({ workload, images, ...rest }: GateFacts): RecordedFacts {
  const bare = images.map((image) => withEach(image, withoutFindings));
  if (workload === undefined) return { ...rest, images: bare };
  const { podObject, ...about } = workload;
  return { ...rest, images: bare, workload: { ...about, pod: canonicalJsonOfAny(podObject) } };
}

/** Half characters, which JSON of strangers may hold, are replaced: a ledger takes none. The value itself where it has none, as nearly every one. */
function wellFormed(value: unknown): unknown {
  return isWellFormed(value) ? value : replaced(value);
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (typeof value !== 'object' || value === null) return true;
  for (const name of Object.keys(value))
    if (!name.isWellFormed() || !isWellFormed((value as Readonly<Record<string, unknown>>)[name])) return false;
  return true;
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toWellFormed(), replaced(member)]));
}

/** What a `decision` record says. Throws `E_LEDGER` for another kind or shape. */
export function readDecision(record: FullRecord): RecordedDecision {
  return readRecord(decisionKind, record) as RecordedDecision;
}

/** A decision that was judged again from what was recorded. */
export interface Replay {
  readonly recorded: Decision;
  readonly replayed: Decision;
  /** Same gate, same facts, same answer. */
  readonly same: boolean;
}

/**
 * Judges a recorded decision again, from what was recorded and by the gate given. Throws `E_LEDGER` for another shape, and `E_NOT_FOUND` when a scan that it
 * rests on is no longer in the ledger.
 */
export async function replay(record: FullRecord, gate: LoadedGate['gate'], ledger: Ledger): Promise<Replay> {
  const { facts, judged, decision } = readDecision(record);
  const now = new Date(judged);
  const scans = new Map<string, Known<ScanFact>>();
  for (const { scan } of facts.images.flatMap((image) => [image, ...variantsOf(image)])) {
    const fact = scan.known ? scan.value : null;
    if (fact?.source === undefined) continue;
    scans.set(fact.source, known(await scanAgain(ledger, fact.source, fact.older ?? [], now)));
  }
  const withFindings = <T extends ManifestFacts>(one: T): T => {
    const scan = scans.get((one.scan.known ? one.scan.value?.source : undefined) ?? '');
    return scan === undefined ? one : { ...one, scan };
  };
  const images = facts.images.map((image) => withEach(image, withFindings));
  const { workload, ...rest } = facts;
  const whole: GateFacts = { ...rest, images, ...(workload === undefined ? {} : { workload: withPod(workload) }) };
  const replayed = judge(gate, whole, now);
  const { inputsDigest, policyDigest, allowed } = replayed;
  const same =
    inputsDigest === decision.inputsDigest && policyDigest === decision.policyDigest && allowed === decision.allowed;
  return { recorded: decision, replayed, same };
}

const withPod = ({ pod, ...about }: NonNullable<RecordedFacts['workload']>): WorkloadFact => ({
  ...about,
  podObject: JSON.parse(pod) as unknown,
});

async function scanAgain(ledger: Ledger, source: string, older: readonly string[], now: Date): Promise<ScanFact> {
  const rest = await Promise.all(older.map((digest) => scanRecord(ledger, digest)));
  return scanFact([await scanRecord(ledger, source), ...rest], now);
}

async function scanRecord(ledger: Ledger, digest: string): Promise<FullRecord> {
  const record = await ledger.get(digest);
  if (record !== undefined) return record;
  throw new SeaworthyError('E_NOT_FOUND', 'a scan that the decision rests on is no longer in the ledger', {
    where: digest,
    next: 'It was pruned: look for it in an export of the ledger.',
  });
}
