import { shortSpan } from './text.ts';

/** What was seen of a package at run time. That it was not seen proves nothing. */
export type Usage = SeenInUse | NotSeen;

/** It was used. */
export interface SeenInUse {
  readonly state: 'in-use';
  /** The strongest use that was seen: a file of it was run, loaded as code, or opened. */
  readonly as: 'exec' | 'map' | 'open';
  /** When it was last seen (ISO 8601). */
  readonly last: string;
  /** One of its files that was used, with leading slash. */
  readonly file?: string;
}

/** It was not seen in the time that was watched. */
export interface NotSeen {
  readonly state: 'not-seen';
  /** Milliseconds. */
  readonly observedFor: number;
  /** Why something that was used may be missing. */
  readonly limits: readonly string[];
}

const usedAs: Readonly<Record<SeenInUse['as'], string>> = {
  exec: 'was run',
  map: 'was loaded as code',
  open: 'was opened',
};

/** How it was used: `was run`. */
export const useWord = ({ as }: SeenInUse): string => usedAs[as];

/** The use of a package in one sentence. */
export function usageText(usage: Usage, found: { readonly name: string; readonly version: string }): string {
  if (usage.state === 'in-use') {
    const file = usage.file === undefined ? '' : `, for instance ${usage.file}`;
    return `Seen in use: ${found.name} ${found.version} ${useWord(usage)}${file}; last on ${usage.last.slice(0, 10)}.`;
  }
  const lost = usage.limits.length === 0 ? '' : ` (${usage.limits.join('; ')})`;
  return `Not seen in use in ${shortSpan(usage.observedFor)} of observation${lost}: that is no proof that it is not used.`;
}
