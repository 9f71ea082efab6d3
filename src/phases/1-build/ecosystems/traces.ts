import type { Trace } from './trace.ts';

/** A package manager's record of what it installed. */
export const database = (what: string, ...places: string[]): Trace => ({ kind: 'database', what, places });

/** Software that lies there to be run. */
export const software = (what: string, ...places: string[]): Trace => ({ kind: 'software', what, places });

/** Lock files: they say what was wanted, and are read when what is installed was found, as far as `reach` says. */
export const lockFiles = (what: string, type: string, reach: 'image' | 'project', ...places: string[]): Trace => ({
  kind: 'declared',
  what,
  places,
  types: [type],
  reach,
});

/** Each name in each folder. */
export const under = (folders: readonly string[], names: readonly string[]): string[] =>
  folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
