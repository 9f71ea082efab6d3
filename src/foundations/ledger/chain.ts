import { genesisDigest, headerDigest } from './header.ts';
import type { LedgerProblem, ProblemList } from './problem.ts';
import type { ChainGap, PrunePayload } from './prune-policy.ts';
import type { Checkpoint, LedgerRecord } from './record.ts';

/** Follows a ledger from its first record to its last. */
export interface ChainChecker {
  /** The next record as it is stored, oldest first. */
  next(record: LedgerRecord): void;
  /** After the last: `head` is the end as it was noted; `pruned` the payload of the newest prune record, or why it cannot be read. */
  finish(head: Checkpoint, pruned: PrunePayload | LedgerProblem['message'] | undefined): void;
  readonly checked: number;
}

/** A checker for the ledger of this name. `checkpoints` are earlier ends of it that were noted elsewhere; `from` is where it begins, and nothing was pruned after. */
export function checkChain(
  ledger: string,
  problems: ProblemList,
  checkpoints: readonly Checkpoint[] = [],
  from: Checkpoint = { ledger, sequence: 0, digest: genesisDigest(ledger) },
): ChainChecker {
  let checked = 0;
  let last = from;
  const found: ChainGap[] = [];
  const noted = Map.groupBy(checkpoints, ({ sequence }) => sequence);
  const compare = (sequence: number, digest: string): void => {
    for (const point of noted.get(sequence) ?? []) {
      if (point.ledger === ledger && point.digest === digest) continue;
      const what =
        point.ledger === ledger
          ? `the ledger no longer is what it was at checkpoint ${sequence}`
          : `checkpoint ${sequence} is of another ledger, ${point.ledger.slice(0, 40)}`;
      problems.add('checkpoint', what, sequence);
    }
    noted.delete(sequence);
  };
  compare(0, last.digest);
  return {
    next(record) {
      const { sequence, digest, previous } = record;
      checked++;
      if (headerDigest(record) !== digest) problems.add('altered', 'the record is not what its digest says', sequence);
      if (sequence <= last.sequence) {
        problems.add('order', `record ${sequence} comes after record ${last.sequence}`, sequence);
        return;
      }
      if (sequence > last.sequence + 1) {
        found.push({ from: last.sequence + 1, to: sequence - 1, digest: previous });
        compare(sequence - 1, previous);
      } else if (previous !== last.digest) {
        problems.add('altered', `it is not chained to the record before it`, sequence);
      }
      last = { ledger, sequence, digest };
      compare(sequence, digest);
    },
    finish(head, pruned) {
      if (head.sequence !== last.sequence || head.digest !== last.digest || head.ledger !== ledger) {
        problems.add('head', `the head names record ${head.sequence}, the last one is ${last.sequence}`);
      }
      if (typeof pruned === 'string') problems.add('altered', pruned);
      if (typeof pruned === 'object' && pruned.ledger !== ledger)
        problems.add('head', 'the ledger has another name than the prune record says');
      const told = typeof pruned === 'object' ? pruned.gaps : [];
      const gaps = told.filter(({ to }) => to > from.sequence);
      compareGaps(found, gaps, problems);
      const gone = (sequence: number): boolean => gaps.some(({ from, to }) => from <= sequence && sequence <= to);
      for (const sequence of noted.keys()) {
        if (gone(sequence)) problems.add('checkpoint-pruned', `checkpoint ${sequence} was pruned`, sequence);
        else problems.add('checkpoint', `checkpoint ${sequence} is not in this ledger: records were cut off`, sequence);
      }
    },
    get checked() {
      return checked;
    },
  };
}

function compareGaps(found: readonly ChainGap[], told: readonly ChainGap[], problems: ProblemList): void {
  const key = ({ from, to, digest }: ChainGap): string => `${from}-${to} ${digest}`;
  const accounted = new Set(told.map(key));
  for (const gap of found) {
    if (accounted.delete(key(gap))) continue;
    const { from, to } = gap;
    const which = from === to ? `record ${from} is gone` : `records ${from} to ${to} are gone`;
    problems.add('missing', `${which}, and no prune accounts for it`, from);
  }
  for (const { from, to, digest } of told) {
    if (accounted.has(key({ from, to, digest })))
      problems.add('unexpected', `records ${from} to ${to} are not as the prune left them`, from);
  }
}
