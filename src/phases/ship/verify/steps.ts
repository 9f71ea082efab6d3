import type { Evidence } from '../../../core/index.ts';

/** What may be told besides the sentence. */
export type StepDetail = Omit<Evidence, 'kind' | 'statement'>;

/**
 * A step that ends a check. `undetermined` says that it could not be made, which is neither a yes nor a no: an algorithm that we do not have,
 * bytes that were not given.
 */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
  readonly undetermined: boolean;

  constructor(message: string, undetermined: boolean) {
    super(message);
    this.undetermined = undetermined;
  }
}

/** The steps of one check, in order, as evidence. */
export class Steps {
  readonly #evidence: Evidence[] = [];

  get evidence(): readonly Evidence[] {
    return this.#evidence;
  }

  /** A step that held. */
  pass(statement: string, detail: StepDetail = {}): void {
    this.#evidence.push({ kind: 'signature', statement, ...detail });
  }

  /** Something worth knowing that decides nothing. */
  note(statement: string, detail: StepDetail = {}): void {
    this.#evidence.push({ kind: 'context', statement, ...detail });
  }

  /** A step that did not hold: the check ends here. */
  fail(statement: string, detail: StepDetail = {}): never {
    this.#evidence.push({ kind: 'signature', statement, ...detail });
    throw new CheckFailed(statement, false);
  }

  /** A step that could not be made: the check ends here. */
  unknown(statement: string, detail: StepDetail = {}): never {
    this.#evidence.push({ kind: 'signature', statement, ...detail });
    throw new CheckFailed(statement, true);
  }
}
