import {
  count,
  isDigest,
  keyTitle,
  type Outcome,
  type Phase,
  secondOf,
  shortDigest,
  type Voyage,
  type VoyageEvent,
  type VoyageIntegrity,
  voyageEvents,
} from '../../core/index.ts';
import { imageTitle } from '../view/title.ts';

/** Every outcome has a sign and a word of its own, so that nothing rests on colour. */
export const outcomeMark: Readonly<Record<Outcome, string>> = { good: '✓', bad: '✗', unknown: '?', info: '·' };

export const outcomeWord: Readonly<Record<Outcome, string>> = {
  good: 'good',
  bad: 'bad',
  unknown: 'not known',
  info: 'noted',
};

export const phaseTitle: Readonly<Record<Phase, string>> = {
  build: 'Build',
  ship: 'Ship',
  deploy: 'Deploy',
  run: 'Run',
  retire: 'Retire',
};

/** What would be told there, for a phase in which nothing was recorded. */
export const phaseAsks: Readonly<Record<Phase, string>> = {
  build: 'what is in it, and what is wrong with it',
  ship: 'who made it, and whether that was checked',
  deploy: 'whether a gate let it in, and why',
  run: 'what was seen of it while it ran',
  retire: 'whether it may go, or went',
};

/** What stands at the top: the first name of an image, what tells anything else from others. */
export function voyageName({ names, subject }: Voyage): string {
  if (!isDigest(subject)) return keyTitle(subject);
  const name = names.find((one) => !isDigest(one));
  return name === undefined ? subject : imageTitle(name);
}

/** A digest by its first digits; anything else by its title. */
export function shortKey(key: string): string {
  return isDigest(key) ? shortDigest(key) : keyTitle(key);
}

/** How it stands in one line. */
export function standing({ open, ...voyage }: Voyage): { readonly line: string; readonly outcome: Outcome } {
  const removed = voyageEvents(voyage).some(({ kind }) => kind === 'tombstone');
  const bad = open.filter(({ outcome }) => outcome === 'bad').length;
  const unknown = open.filter(({ outcome }) => outcome === 'unknown').length;
  if (bad > 0) {
    const besides = unknown > 0 ? `, ${count(unknown, 'thing')} not known` : '';
    return { line: `${count(bad, 'thing')} to put right${besides}`, outcome: 'bad' };
  }
  if (!voyage.integrity.ok) return { line: 'Nothing here is certain: the ledger is damaged', outcome: 'bad' };
  if (unknown > 0)
    return { line: `Nothing known to be wrong, ${count(unknown, 'thing')} not known`, outcome: 'unknown' };
  if (removed) return { line: 'Removed: the voyage is over', outcome: 'info' };
  return { line: 'Nothing is open', outcome: 'good' };
}

/** What was checked of the ledger, and when the rest was. */
export function chainChecked({ checked, since }: VoyageIntegrity): string {
  if (since === undefined) return `${count(checked, 'record')} of the ledger checked`;
  const { sequence, time, all } = since;
  const now = checked === 0 ? 'nothing new' : `${count(checked, 'new record')} checked`;
  const before = `up to record ${sequence} by a check of ${secondOf(time)} UTC`;
  const once =
    all.sequence === sequence ? '' : `, all at once up to record ${all.sequence} of ${secondOf(all.time)} UTC`;
  return `${now}, ${before}${once}; seaworthy ledger verify checks all again`;
}

/** What an event says, with how often the same was found again. */
export function detailsOf({ details, again }: VoyageEvent): readonly string[] {
  if (again === undefined) return details;
  const { count: more, time, sequence } = again;
  const often = more === 1 ? 'once more' : `${more} times more`;
  return [...details, `the same ${often}, last at ${secondOf(time)} UTC (record ${sequence})`];
}

/** How many records are told, and between which times. */
export function spanOf(voyage: Voyage): { readonly records: number; readonly first: string; readonly last: string } {
  const events = voyageEvents(voyage);
  const folded = events.reduce((sum, { again }) => sum + (again?.count ?? 0), 0);
  return {
    records: new Set(events.map(({ record }) => record.sequence)).size + folded,
    first: events[0]?.time ?? '',
    last: events.reduce((newest, { time, again }) => [newest, again?.time ?? time].sort()[1] ?? '', ''),
  };
}

/** Most events of a phase that are told at once; older ones are folded away. */
export const mostEvents = 12;
