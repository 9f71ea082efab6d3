/* Careful looks into a payload: nothing is believed of its shape. */

export type Members = Readonly<Record<string, unknown>>;

/** The members of an object; none of anything else. */
export const members = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The text; empty for anything else. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const texts = (value: unknown): readonly string[] => list(value).filter((one) => typeof one === 'string');

/** A finite number; 0 for anything else. */
export const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
