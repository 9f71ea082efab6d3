import { defined } from '../../core/index.ts';
import type { Checkpoint } from './record.ts';

/**
 * What is wrong with a ledger:
 * - `altered`: a record, a payload or an index is not what its digest says.
 * - `missing`: records are gone, and no prune record accounts for them.
 * - `order`: records stand in another order than they were written in.
 * - `head`: the last record is not the one the head names: cut off, or the head was changed.
 * - `checkpoint`: an end that was noted elsewhere is not in this ledger.
 * - `checkpoint-pruned`: it was pruned, so nothing can be said: note a new one after each prune.
 * - `checkpoint-signature`: an end is not signed by the key that was asked for, or none is.
 * - `unexpected`: rows that no record accounts for.
 * - `storage`: the database itself reports damage.
 */
export type LedgerProblemKind =
  | 'altered'
  | 'missing'
  | 'order'
  | 'head'
  | 'checkpoint'
  | 'checkpoint-pruned'
  | 'checkpoint-signature'
  | 'unexpected'
  | 'storage';

export interface LedgerProblem {
  readonly kind: LedgerProblemKind;
  /** The record concerned, where there is one. */
  readonly sequence?: number;
  readonly message: string;
}

/** Records that were pruned, as the newest prune record has it. */
export interface PrunedSummary {
  readonly records: number;
  readonly kinds: Readonly<Record<string, number>>;
  /** When last. */
  readonly time: string;
}

/** How far a ledger was found whole before, and when (ISO 8601); `all`: when all of it was last looked at at once, and how far that went. */
export interface WholeSince {
  readonly sequence: number;
  readonly time: string;
  readonly all: { readonly sequence: number; readonly time: string };
}

/**
 * What a check of a ledger found. The chain has no key: it shows a record that was altered, removed or moved by whoever did not make all that follows
 * anew. Whoever can write to the file can do that too; only an end that was noted where they cannot write, or signed, shows it.
 */
export interface VerifyResult {
  readonly ok: boolean;
  /** Records that were looked at. */
  readonly checked: number;
  /** Where only what came after was looked at: those up to here were found whole before, says a note in the ledger. */
  readonly since?: WholeSince;
  /** The first 1,000. */
  readonly problems: readonly LedgerProblem[];
  /** Problems beyond those that are listed. */
  readonly more: number;
  readonly pruned?: PrunedSummary;
  /** The end of what was looked at; absent in an export that has none. */
  readonly end?: Checkpoint;
}

/** Collects problems up to a number and counts the rest. */
export interface ProblemList {
  add(kind: LedgerProblemKind, message: string, sequence?: number): void;
  readonly list: readonly LedgerProblem[];
  readonly more: number;
}

export function problemList(max: number): ProblemList {
  const list: LedgerProblem[] = [];
  let more = 0;
  return {
    add(kind, message, sequence) {
      if (list.length < max) list.push({ kind, message, ...defined({ sequence }) });
      else more++;
    },
    list,
    get more() {
      return more;
    },
  };
}
