import { type Decision, printable, type RuleAssessment } from '../../../core/index.ts';
import type { AdmissionRequest } from './review.ts';

/** What the API server is answered (admission.k8s.io/v1). */
export interface AdmissionResponseReview {
  readonly apiVersion: 'admission.k8s.io/v1';
  readonly kind: 'AdmissionReview';
  readonly response: {
    readonly uid: string;
    readonly allowed: boolean;
    readonly status?: { readonly code: number; readonly reason: string; readonly message: string };
    readonly warnings?: readonly string[];
    readonly auditAnnotations: Readonly<Record<string, string>>;
  };
}

/** Refusals that a message tells in full. */
const told = 5;
const maxMessage = 4_000;
/** The API server cuts warnings at 256 characters, and at 4,096 in all. */
const maxWarning = 250;
const maxWarnings = 12;
const maxAnnotation = 1_000;

const cut = (text: string, most: number): string => {
  const clean = printable(text);
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean;
};

function review(
  request: Pick<AdmissionRequest, 'uid'>,
  allowed: boolean,
  annotations: Readonly<Record<string, string>>,
  more: {
    readonly status?: { code: number; reason: string; message: string };
    readonly warnings?: readonly string[];
  } = {},
): AdmissionResponseReview {
  const warnings = (more.warnings ?? []).slice(0, maxWarnings).map((warning) => cut(warning, maxWarning));
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: {
      uid: request.uid,
      allowed,
      ...(more.status === undefined
        ? {}
        : { status: { ...more.status, message: cut(more.status.message, maxMessage) } }),
      ...(warnings.length === 0 ? {} : { warnings }),
      auditAnnotations: Object.fromEntries(
        Object.entries(annotations).map(([name, value]) => [name, cut(value, maxAnnotation)]),
      ),
    },
  };
}

/** The results that keep the subject out: enforced, and neither passed nor let pass with a warning. */
export function refusals(decision: Decision): readonly RuleAssessment[] {
  return decision.results.filter(
    ({ action, state, rule, message }) =>
      action === 'enforce' &&
      (state === 'fail' ||
        (state === 'not-assessed' && !decision.warnings.some((warning) => warning.startsWith(`${rule}: ${message}`)))),
  );
}

/** The answer that a decision is. `gate` is the name of the gate, for the message. */
export function admissionResponse(
  request: AdmissionRequest,
  decision: Decision,
  gate: string,
): AdmissionResponseReview {
  const annotations = {
    decision: decision.allowed ? 'allowed' : 'refused',
    rules: decision.results
      .map(({ rule, state, action }) => `${rule}=${state}${action === 'enforce' ? '' : `(${action})`}`)
      .join(' '),
    'inputs-digest': decision.inputsDigest,
    'policy-digest': decision.policyDigest,
  };
  const { warnings } = decision;
  if (decision.allowed) return review(request, true, annotations, { warnings });
  const message = refusalMessage(decision, gate);
  return review(request, false, annotations, { status: { code: 403, reason: 'Forbidden', message }, warnings });
}

function refusalMessage(decision: Decision, gate: string): string {
  const against = refusals(decision);
  const lines = against
    .slice(0, told)
    .map(({ rule, message, remedy }) => `[${rule}] ${message}.${remedy === undefined ? '' : ` ${remedy}`}`);
  const rest = against.length > told ? [`And ${against.length - told} more.`] : [];
  const reasons = against.length === 0 ? decision.warnings : [...lines, ...rest];
  return `seaworthy gate ${gate} refuses it: ${reasons.join(' ')}`;
}

/** The answer to a request that is none of the gate's business. */
export function admissionSkipped(request: AdmissionRequest, why: string): AdmissionResponseReview {
  return review(request, true, { decision: 'not-judged', why });
}

/** The answer when no decision came about (a fault, or no time left): open lets pass with a warning, closed refuses. */
export function admissionUndecided(
  request: Pick<AdmissionRequest, 'uid'>,
  failOpen: boolean,
  why: string,
): AdmissionResponseReview {
  const annotations = { decision: failOpen ? 'undecided-allowed' : 'undecided-refused', why };
  if (failOpen) return review(request, true, annotations, { warnings: [`seaworthy let it pass undecided: ${why}`] });
  const message = `seaworthy could not decide, and refuses what it cannot judge: ${why}`;
  return review(request, false, annotations, { status: { code: 500, reason: 'InternalError', message } });
}
