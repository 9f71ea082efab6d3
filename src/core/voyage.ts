import type { Digest } from './digest.ts';

/** The five phases in the life of an image, in their order. */
export const phases = ['build', 'ship', 'deploy', 'run', 'retire'] as const;

export type Phase = (typeof phases)[number];

/** `good` speaks for the subject, `bad` against it, `unknown` says that something could not be found out, `info` says neither. */
export type Outcome = 'good' | 'bad' | 'unknown' | 'info';

/** Something that a record of the ledger tells. */
export interface VoyageEvent {
  /** When it was seen or judged (ISO 8601, UTC). */
  readonly time: string;
  /** Absent where it is not known to which phase a record belongs. */
  readonly phase?: Phase;
  /** Kind of the record. */
  readonly kind: string;
  /** One line. */
  readonly title: string;
  readonly outcome: Outcome;
  /** Plain sentences, the most telling first. */
  readonly details: readonly string[];
  /** It is an answer (of a gate, of a check of signatures, of a plan), and the details say why. */
  readonly verdict?: boolean;
  /** It says nothing of how the phase stands: somebody was curious. */
  readonly aside?: boolean;
  /** That later records found the same again: how many, and the newest of them. What it says holds for all of them. */
  readonly again?: { readonly count: number; readonly time: string; readonly sequence: number };
  /** The other subject that the record is about: the index that lists the image, the workload that runs it. */
  readonly about?: string;
  /** Where to look it up. */
  readonly record: {
    readonly sequence: number;
    readonly digest: Digest;
    /** Name and version of the program that wrote it. */
    readonly producer: string;
  };
}

/** Something that should be looked into. */
export interface OpenQuestion {
  readonly phase: Phase;
  readonly outcome: Exclude<Outcome, 'good'>;
  readonly title: string;
  readonly details: readonly string[];
  /** What to do. */
  readonly remedy?: string;
}

/** Whether the ledger is as it was written. */
export interface VoyageIntegrity {
  readonly ok: boolean;
  /** Records that were checked: all of the ledger, not only those of the subject, or all after `since`. Those that are told are checked each time. */
  readonly checked: number;
  /**
   * Where only what came after was checked: up to here the ledger was found whole before, at this time (ISO 8601), by a note in the ledger. `all`: when all of
   * it was last checked at once, and how far that went.
   */
  readonly since?: {
    readonly sequence: number;
    readonly time: string;
    readonly all: { readonly sequence: number; readonly time: string };
  };
  /** The first problems, one sentence each, and how many more there are. */
  readonly problems: readonly string[];
  readonly more: number;
}

/** Version of the JSON form of a voyage: the major part changes when a reader would break. */
export const voyageSchemaVersion = '1.0';

/** What is known of one subject along the five phases. */
export interface Voyage {
  readonly schemaVersion: typeof voyageSchemaVersion;
  readonly tool: { readonly name: 'seaworthy'; readonly version: string };
  /** ISO 8601. */
  readonly created: string;
  /** Key of the subject in the ledger: the digest of an image, `kind:name` of anything else. */
  readonly subject: string;
  /** What it was asked for by, then every other name it was seen under. */
  readonly names: readonly string[];
  /** Other subjects that were seen under the name that was asked for, newest first. */
  readonly others: readonly { readonly subject: string; readonly last: string }[];
  readonly integrity: VoyageIntegrity;
  /** Each phase once, in their order; events oldest first. */
  readonly phases: readonly { readonly phase: Phase; readonly events: readonly VoyageEvent[] }[];
  /** Events of no known phase, oldest first. */
  readonly unplaced: readonly VoyageEvent[];
  /** Older records that were not read, because there are too many. */
  readonly untold: number;
  /** The gravest first. */
  readonly open: readonly OpenQuestion[];
}

/** Every event of a voyage, oldest first. */
export function voyageEvents(voyage: Pick<Voyage, 'phases' | 'unplaced'>): readonly VoyageEvent[] {
  return [...voyage.phases.flatMap(({ events }) => events), ...voyage.unplaced].sort(compareEvents);
}

/** By time, then as they were written. */
export function compareEvents(a: VoyageEvent, b: VoyageEvent): number {
  return a.time < b.time ? -1 : a.time > b.time ? 1 : a.record.sequence - b.record.sequence;
}

/** The newest verdict of each kind, newest first. */
export function newestVerdicts(voyage: Pick<Voyage, 'phases' | 'unplaced'>): readonly VoyageEvent[] {
  const seen = new Set<string>();
  return voyageEvents(voyage)
    .toReversed()
    .filter(({ verdict, kind }) => verdict === true && !seen.has(kind) && seen.add(kind));
}

/** The event by which a phase stands: its newest that is no aside, where there is one. */
export function standingEvent(events: readonly VoyageEvent[]): VoyageEvent | undefined {
  return events.findLast(({ aside }) => aside !== true) ?? events.at(-1);
}
