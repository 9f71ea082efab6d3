import { ByteBudget, SeaworthyError, whatAndWhy, whyOf } from '../../core/index.ts';
import { workloadKinds } from '../../foundations/kubernetes/index.ts';
import {
  type AdmissionRequest,
  type AdmissionResponseReview,
  admissionResponse,
  admissionSkipped,
  admissionUndecided,
  type NameScope,
  planAdmission,
  type RuleCheck,
  readAdmissionReview,
} from '../../phases/3-deploy/index.ts';
import { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { DecisionKeeper } from './decision-keeper.ts';
import { evidenceOf, judgeWorkload } from './judge-facts.ts';
import type { GateInput } from './load-gate.ts';
import { openGate } from './open-gate.ts';
import { toldToAuthors } from './told-to-authors.ts';

/** What came of a request. Undecided is what was judged without all that the gate asks for, since there was no time left, or not judged for a defect. */
export type AdmissionOutcome = 'allowed' | 'refused' | 'not-judged' | 'undecided-allowed' | 'undecided-refused';

export interface AdmissionAnswer {
  readonly response: AdmissionResponseReview;
  readonly outcome: AdmissionOutcome;
  /** Why no decision came about, or one without all that the gate asks for: for whoever looks after the server. */
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
/** Bytes that such hosts are sending at a time: bundles have 32 MiB at most, and an ordinary one some kibibytes. */
const bytesFetched = 34 * 1024 * 1024;
/** Milliseconds that a ledger is waited for while it is locked: what is to be written waits by itself, and what is to be read must come soon. */
const ledgerWait = 100;

/** A gate that answers an API server. */
export interface Admission {
  readonly gate: { readonly name: string; readonly digest: string };
  /**
   * Whether the API server should let pass what it cannot ask about: when no rule that is enforced refuses what is not known, or could be judged without
   * asking anybody. Whoever writes pods can keep the server busy, and must not get past such a rule by that.
   */
  readonly failOpen: boolean;
  /** The namespaces that it is about; others are left alone. */
  readonly namespaces: NameScope;
  /** Workloads that are asked about, as resources of API groups. */
  readonly resources: readonly { readonly groups: readonly string[]; readonly resource: string }[];
  /**
   * The answer to an AdmissionReview. What is not found out when `deadline` is aborted, or cannot be, is not known: it is judged all the same, so that rules
   * that need no such fact hold at any time. Throws `E_FORMAT` and `E_LIMIT` for what is no AdmissionReview.
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
  const http = { total: requestTime, budget: new ByteBudget(bytesFetched) };
  const session = new Session(settings, { ledger: { wait: ledgerWait, tell }, http });
  const opened = await openGate(input, session);
  const keeper = new DecisionKeeper(session, tell);
  const { gate } = opened;
  const failOpen = !gate.rules.some(
    ({ mode, unknown, check }) => mode === 'enforce' && (unknown === 'refuse' || needsNoFact(check)),
  );

  const decide = async (request: AdmissionRequest, deadline: AbortSignal): Promise<AdmissionAnswer> => {
    const plan = planAdmission(request, { namespaces: gate.namespaces });
    if (!plan.judge) return { response: admissionSkipped(request, plan.why), outcome: 'not-judged' };
    const judged = await judgeWorkload(opened, plan.workload, request.namespace, deadline);
    const { decision, details } = toldToAuthors(gate, judged.facts, judged.now, judged.decision);
    const response = admissionResponse(request, decision, gate.name);
    const answer = decision.allowed ? 'allowed' : 'refused';
    // First the answer: that the disk is slow takes nothing from the one who waits.
    if (plan.record) keeper.add(evidenceOf(opened, judged));
    return {
      response,
      outcome: judged.isLate ? `undecided-${answer}` : answer,
      ...(judged.troubles.length === 0 ? {} : { trouble: judged.troubles.join('; ') }),
      ...(details.length === 0 ? {} : { notTold: details.join('; ').slice(0, maxDetails) }),
    };
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
        // A defect while judging, maybe by the doing of whoever wrote the object: nothing gets past an enforced rule by that.
        const why = reasonOf(error);
        const isOpen = !gate.rules.some(({ mode }) => mode === 'enforce');
        const outcome = isOpen ? 'undecided-allowed' : 'undecided-refused';
        return { response: admissionUndecided(request, isOpen, whyUndecided), outcome, trouble: why };
      }
    },
    counts: () => ({ cache: opened.facts.counts, records: keeper.counts }),
    async close() {
      await keeper.settled();
      await session.close();
    },
  };
}

/** Whether a rule looks at what was sent alone. Then no outage keeps it from being judged, and none is a reason to let pass what it would refuse. */
const needsNoFact = (check: RuleCheck): boolean => check.about === 'workload' || Object.keys(check.needs).length === 0;

/** What whoever wrote the pod may read of a defect. */
const whyUndecided = 'something went wrong, and the log of the webhook says what';

function reasonOf(error: unknown): string {
  if (error instanceof SeaworthyError) return whatAndWhy(error);
  return `a defect of Seaworthy: ${whyOf(error)}`;
}
