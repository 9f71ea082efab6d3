import { count } from '../../core/index.ts';
import {
  pruneKind as name,
  type PrunePayload,
  readPrunePayload,
  pruneShape as shape,
} from '../../foundations/ledger/index.ts';
import type { RecordKind } from '../record-kind.ts';
import { value } from '../shape.ts';

/** The one kind that a ledger writes by itself; it also says what the payload must be. */
export const pruneKind: RecordKind<PrunePayload> = {
  name,
  shape,
  says: 'That records were removed from this ledger: how many, by which policy, and where the chain is bridged.',
  // Each stands for those before it, which go with the next prune.
  kept: true,
  payload: value<PrunePayload>(
    'what a ledger writes when it is pruned',
    (given) => typeof readPrunePayload(given) !== 'string',
  ),
  tell({ removed, total }) {
    const sum = (counts: PrunePayload['total']): number => Object.values(counts).reduce((all, one) => all + one, 0);
    const kinds = Object.entries(removed).map(([kind, count]) => `${count} ${kind}`);
    return [
      {
        title: `${count(sum(removed), 'record')} removed from the ledger`,
        outcome: 'info',
        details: [kinds.join(', '), `${count(sum(total), 'record')} in all since it was begun`],
      },
    ];
  },
};
