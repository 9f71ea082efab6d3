import type { VoyageEvent } from '../../core/index.ts';

/** The anchor of an event in the page; events of one record share it. */
export function eventId({ record }: VoyageEvent): string {
  return `record-${record.sequence}`;
}
