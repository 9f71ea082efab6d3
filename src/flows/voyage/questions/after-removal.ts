import type { FullRecord } from '../../../foundations/ledger/index.ts';
import { kindsWhere } from '../../../records/index.ts';
import type { Question, VoyageFacts } from '../question.ts';

/** It was seen again after it was removed: somebody pushed it again, or it is in another place too. */
export const afterRemoval: Question = (known) => {
  const removed = lastRemoval(known);
  const later = removed === undefined ? [] : sightings(known, removed);
  const [seen] = later;
  if (seen === undefined) return [];
  return [
    {
      phase: 'retire',
      outcome: 'unknown',
      title: 'Seen again after it was removed',
      details: later.map(({ kind, time, sequence }) => `${kind} of ${time.slice(0, 10)} (record ${sequence})`),
      remedy: 'See where it is still kept, or who pushed it again.',
    },
  ];
};

/** Whether it was removed and not seen since: then nothing about it is open any more. */
export function isRetired(known: VoyageFacts): boolean {
  const removed = lastRemoval(known);
  return removed !== undefined && sightings(known, removed).length === 0;
}

const lastRemoval = (known: VoyageFacts): FullRecord | undefined =>
  known.all('tombstone').findLast(({ subject }) => subject === known.subject);

/** Things that cannot happen to an image that is nowhere any more. Judging its inventory again can. */
const sightingKinds = kindsWhere(({ sighting }) => sighting === true);

const sightings = (known: VoyageFacts, removed: FullRecord): readonly FullRecord[] =>
  sightingKinds
    .flatMap((kind) => known.newest(kind))
    .filter(({ subject, sequence }) => subject === known.subject && sequence > removed.sequence);
