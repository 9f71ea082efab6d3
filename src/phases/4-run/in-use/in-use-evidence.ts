import type { ReplaySummary } from '../replay/index.ts';
import { isoTime } from '../rules/event.ts';
import type { Touch, TouchedContainer } from './file-tally.ts';
import type { PackagesInUse } from './packages-in-use.ts';

/** A package in the record. Times are ISO 8601 with nanoseconds. */
export interface InUsePackage {
  readonly purl: string;
  readonly name: string;
  readonly version: string;
  readonly strongest: Touch;
  readonly exec: number;
  readonly map: number;
  readonly open: number;
  readonly first: string;
  readonly last: string;
  /** The most telling files, with leading slash. */
  readonly files: readonly string[];
}

/** What the ledger keeps about an image under the kind `in-use`: what was seen, over which time, and what could not be seen. */
export interface InUseEvidence {
  readonly observation: {
    readonly first: string;
    readonly last: string;
    /** Milliseconds from the first event to the last. */
    readonly observedFor: number;
    readonly events: number;
    /** Containers of the image that were watched. */
    readonly containers: readonly string[];
  };
  /** Why something that was used may be missing. Empty when nothing is known to be: still, only what happened in that time can be seen. */
  readonly limits: readonly string[];
  readonly packages: readonly InUsePackage[];
  /** How many used files belong to no package we know. */
  readonly unownedFiles: number;
}

const millisecond = 1_000_000n;

/** Puts the record together, for one image: its containers and the packages in use in them. Pure. */
export function inUseEvidence(
  containers: readonly TouchedContainer[],
  found: PackagesInUse,
  seen: Pick<ReplaySummary, 'first' | 'last' | 'events' | 'unknownEvents' | 'dropped' | 'forgotten' | 'incomplete'> & {
    /** Events that a sensor says it lost. */
    readonly lost?: number;
    /** Events of a sensor that came without the name of their file. */
    readonly unread?: number;
    /** What `TouchedFiles` had no room for. */
    readonly untold?: number;
  },
): InUseEvidence {
  const first = seen.first ?? 0n;
  const last = seen.last ?? first;
  return {
    observation: {
      first: time(first),
      last: time(last),
      observedFor: Number((last - first) / millisecond),
      events: seen.events,
      containers: containers.map(({ id }) => id),
    },
    limits: limitsOf(seen),
    packages: found.packages.map((one) => ({
      purl: one.package.purl,
      name: one.package.name,
      version: one.package.version,
      strongest: one.strongest,
      ...one.counts,
      first: time(one.first),
      last: time(one.last),
      files: one.files.map(({ path }) => path),
    })),
    unownedFiles: found.unowned.length,
  };
}

const time = (nanoseconds: bigint): string => `${isoTime(nanoseconds)}Z`;

function limitsOf(seen: Parameters<typeof inUseEvidence>[2]): readonly string[] {
  const limits: string[] = [];
  const count = (number: number | undefined, text: string): void => {
    if (number !== undefined && number > 0) limits.push(`${number} ${text}`);
  };
  count(seen.lost, 'events were lost');
  count(seen.unread, 'events came without a name');
  count(seen.dropped, 'times the recorder dropped events');
  count(seen.unknownEvents, 'events were of a kind that is not known');
  count(seen.forgotten, 'processes and open files were not remembered, for there were too many');
  count(seen.untold, 'files were not noted, for there were too many');
  if (seen.incomplete !== undefined)
    limits.push(`the recording could not be read to its end: ${seen.incomplete.message}`);
  return limits;
}
