import type { WriteOptions } from '../format.ts';

/** Prose is hard to read on longer lines. */
const widest = 100;
const narrowest = 40;

/** Columns of prose in a terminal. */
export function readableWidth({ width }: Pick<WriteOptions, 'width'>): number {
  return Math.min(widest, Math.max(narrowest, width));
}
