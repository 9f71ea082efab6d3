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
import { judgeWorkload, keepDecision } from './judge-facts.ts';
import type { GateInput } from './load-gate.ts';

/** What came of a request. */
export type AdmissionOutcome = 'allowed' | 'refused' | 'not-judged' | 'undecided-allowed' | 'undecided-refused';

export interface AdmissionAnswer {
  readonly response: AdmissionResponseReview;
  readonly outcome: AdmissionOutcome;
  /** Why no decision came about, or why it could not be recorded: for whoever looks after the server. */
  readonly trouble?: string;
}

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
  /** How often facts were there already, and how many are kept. */
  cache(): { readonly hits: number; readonly misses: number; readonly entries: number };
  /** Waits until every decision is written, and closes what is open. */
  close(): Promise<void>;
}

/** Opens a gate for an API server. Throws what reading the gate throws. */
export async function openAdmission(input: GateInput, settings: Settings): Promise<Admission> {
  const desk = await GateDesk.open(input, settings);
  const keeper = new DecisionKeeper(desk);
  const { gate } = desk.loaded;
  const failOpen = !gate.rules.some(({ mode, unknown }) => mode === 'enforce' && unknown === 'refuse');

  const decide = async (request: AdmissionRequest, deadline: AbortSignal): Promise<AdmissionAnswer> => {
    const plan = planAdmission(request, { namespaces: gate.namespaces });
    if (!plan.judge) return { response: admissionSkipped(request, plan.why), outcome: 'not-judged' };
    const judged = await within(judgeWorkload(desk, plan.workload, request.namespace), deadline);
    const response = admissionResponse(request, judged.decision, gate.name);
    const outcome = judged.decision.allowed ? 'allowed' : 'refused';
    if (!plan.record) return { response, outcome };
    // There is a decision: that the disk is slow must not take it from the one who waits.
    const kept = await within(keepDecision(keeper, desk, judged), deadline).catch(() => ({
      notRecorded: 'it took too long',
    }));
    const trouble = 'notRecorded' in kept ? kept.notRecorded : undefined;
    return {
      response,
      outcome,
      ...(trouble === undefined ? {} : { trouble: `a decision was not recorded: ${trouble}` }),
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
        const why = reasonOf(error);
        const outcome = failOpen ? 'undecided-allowed' : 'undecided-refused';
        return { response: admissionUndecided(request, failOpen, why), outcome, trouble: why };
      }
    },
    cache: () => desk.cache.counts,
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

function reasonOf(error: unknown): string {
  if (error instanceof SeaworthyError)
    return error.why === undefined ? error.message : `${error.message}: ${error.why}`;
  return `a defect of Seaworthy: ${error instanceof Error ? error.message : String(error)}`;
}
