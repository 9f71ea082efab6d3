import { extractedFields } from '../../fields/index.ts';
import type { SourceSight } from '../../rules/sight.ts';

/** Fields that a capture can give and the sensor does not: sizes of memory in use, and faults of pages. */
const untold: ReadonlySet<string> = new Set([
  ...['proc.vmrss', 'proc.vmsize', 'proc.vmswap', 'thread.vmrss', 'thread.vmsize', 'thread.pfmajor', 'thread.pfminor'],
]);

/** What the sensor can tell: the events that it says it tells, and the fields that are taken from them and from what they say of the machine. */
export const sensorSight = (events: ReadonlySet<string>): SourceSight => ({
  types: [...events],
  gives: (field) => extractedFields.has(field) && !untold.has(field),
});
