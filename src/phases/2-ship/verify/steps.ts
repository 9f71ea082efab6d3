import type { Evidence } from '../../../core/index.ts';

/** What may be told besides the sentence. */
export type StepDetail = Omit<Evidence, 'kind' | 'statement'>;

/** A step that does not hold ends a check. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
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

  /** The steps of a part, behind these. */
  add(part: Steps): void {
    this.#evidence.push(...part.evidence);
  }

  /** A step that did not hold: the check ends here. */
  fail(statement: string, detail: StepDetail = {}): never {
    this.#evidence.push({ kind: 'signature', statement, ...detail });
    throw new CheckFailed(statement);
  }
}
