import { SeaworthyError } from '../../core/index.ts';
import {
  type AdmissionRequest,
  type AdmissionResponseReview,
  admissionResponse,
  admissionSkipped,
  admissionUndecided,
  type NameScope,
  planAdmission,
  readAdmissionReview,
  workloadKinds,
} from '../../phases/deploy/index.ts';
import type { Settings } from '../settings.ts';
import { DecisionKeeper } from './decision-keeper.ts';
import { GateDesk } from './gate-desk.ts';
import { evidenceOf, judgeWorkload } from './judge-facts.ts';
import type { GateInput } from './load-gate.ts';
import { toldToAuthors } from './told-to-authors.ts';

/** What came of a request. */
export type AdmissionOutcome = 'allowed' | 'refused' | 'not-judged' | 'undecided-allowed' | 'undecided-refused';

export interface AdmissionAnswer {
  readonly response: AdmissionResponseReview;
  readonly outcome: AdmissionOutcome;
  /** Why no decision came about: for whoever looks after the server. */
  readonly trouble?: string;
  /** What the answer does not say of what could not be found out, as its reader chooses who is asked: for the same. */
  readonly notTold?: string;
}

/** What a gate has done so far. */
export interface AdmissionCounts {
  /** Facts that were there already, that had to be found out, and that are kept. */
  readonly cache: { readonly hits: number; readonly misses: number; readonly entries: number };
  /** Decisions written into the ledger, waiting for that, and lost. */
  readonly records: { readonly kept: number; readonly waiting: number; readonly dropped: number };
}

/** Characters of `notTold`. */
const maxDetails = 2_000;
/** Milliseconds for one request to a host that whoever made a pod has chosen: the longest that an API server waits for an answer. */
const requestTime = 30_000;
/** Milliseconds that a ledger is waited for while it is locked: what is to be written waits by itself, and what is to be read must come soon. */
const ledgerWait = 100;

/** A gate that answers an API server. */
export interface Admission {
  readonly gate: { readonly name: string; readonly digest: string };
  /** Whether what cannot be decided is let pass: when no rule that is enforced refuses what is not known. */
  readonly failOpen: boolean;
  /** The namespaces that it is about; others are left alone. */
  readonly namespaces: NameScope;
  /** Workloads that are asked about, as resources of API groups. */
  readonly resources: readonly { readonly groups: readonly string[]; readonly resource: string }[];
  /**
   * The answer to an AdmissionReview. When `deadline` is aborted first, or something fails, what the gate says of what is not known. Throws `E_FORMAT` and
   * `E_LIMIT` for what is no AdmissionReview.
   */
  answer(review: Uint8Array, deadline: AbortSignal): Promise<AdmissionAnswer>;
  /** How often facts were there already, and what became of the records of decisions. */
  counts(): AdmissionCounts;
  /** Waits until every decision is written, and closes what is open. */
  close(): Promise<void>;
}

/**
 * Opens a gate for an API server. `tell` gets what whoever looks after it should read: decisions that cannot be recorded, a ledger that is gone. Throws what
 * reading the gate throws.
 */
export async function openAdmission(
  input: GateInput,
  settings: Settings,
  tell: (message: string) => void = () => {},
): Promise<Admission> {
  const { limits } = settings;
  const bounded = { ...settings, limits: { ...limits, requestTime: limits.requestTime ?? requestTime } };
  const desk = await GateDesk.open(input, bounded, { wait: ledgerWait, tell });
  const keeper = new DecisionKeeper(desk, tell);
  const { gate } = desk.loaded;
  const failOpen = !gate.rules.some(({ mode, unknown }) => mode === 'enforce' && unknown === 'refuse');

  const decide = async (request: AdmissionRequest, deadline: AbortSignal): Promise<AdmissionAnswer> => {
    const plan = planAdmission(request, { namespaces: gate.namespaces });
    if (!plan.judge) return { response: admissionSkipped(request, plan.why), outcome: 'not-judged' };
    const judged = await within(judgeWorkload(desk, plan.workload, request.namespace), deadline);
    const { decision, details } = toldToAuthors(gate, judged.facts, judged.now, judged.decision);
    const response = admissionResponse(request, decision, gate.name);
    const outcome = decision.allowed ? 'allowed' : 'refused';
    // First the answer: that the disk is slow takes nothing from the one who waits.
    if (plan.record) keeper.add(evidenceOf(desk, judged));
    return { response, outcome, ...(details.length === 0 ? {} : { notTold: details.join('; ').slice(0, maxDetails) }) };
  };

  return {
    gate: { name: gate.name, digest: gate.digest },
    failOpen,
    namespaces: gate.namespaces,
    resources: workloadKinds.map(({ groups, resource }) => ({ groups, resource })),
    async answer(review, deadline) {
      const request = readAdmissionReview(review);
      try {
        return await decide(request, deadline);
      } catch (error) {
        const why = reasonOf(error);
        const outcome = failOpen ? 'undecided-allowed' : 'undecided-refused';
        return { response: admissionUndecided(request, failOpen, whyUndecided(error)), outcome, trouble: why };
      }
    },
    counts: () => ({ cache: desk.cache.counts, records: keeper.counts }),
    async close() {
      await keeper.settled();
      await desk.close();
    },
  };
}

/** What the work gives, unless the time is over before. The work goes on: what it finds out serves the next one who asks. */
function within<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const over = (): void =>
      reject(new SeaworthyError('E_TIMEOUT', 'no time was left to find out what the gate asks for'));
    if (deadline.aborted) over();
    deadline.addEventListener('abort', over, { once: true });
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', over));
  });
}

/** The same for whoever wrote the pod: in words that no host of his choice has a part in. */
const whyUndecided = (error: unknown): string =>
  error instanceof SeaworthyError && error.code === 'E_TIMEOUT'
    ? 'no time was left to find out what the gate asks for'
    : 'something went wrong, and the log of the webhook says what';

function reasonOf(error: unknown): string {
  if (error instanceof SeaworthyError)
    return error.why === undefined ? error.message : `${error.message}: ${error.why}`;
  return `a defect of Seaworthy: ${error instanceof Error ? error.message : String(error)}`;
}
