import type { InUseEvidence } from '../../../records/index.ts';
import type { ReplaySummary } from '../replay/index.ts';
import { isoTime } from '../rules/event.ts';
import type { TouchedContainer } from './file-tally.ts';
import type { PackagesInUse } from './packages-in-use.ts';

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
    /** Why something may be missing besides, one sentence each. */
    readonly limits?: readonly string[];
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
  return [...limits, ...(seen.limits ?? [])];
}
