import type { Digest } from './digest.ts';
import type { ErrorCode } from './error-catalogue.ts';
import type { FindingKind } from './finding-kind.ts';
import type { LayerRef } from './layer-ref.ts';
import { count } from './text.ts';

/** One part that looked (an extractor, a detector, a set of checks), and how it went. */
export interface PartRun {
  readonly id: string;
  readonly version: number;
  /** Files it was handed. */
  readonly files: number;
  /** Packages, secrets … it found. */
  readonly found: number;
  /** `partly` when some of its files could not be read, or hold what it does not judge: see `problems`. */
  readonly state: 'complete' | 'partly' | 'not-run';
  readonly why?: string;
}

/** Something that could not be looked at or was refused. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** The file, layer, feed … concerned. */
  readonly where: string;
  /** The part that noticed. */
  readonly part: string;
  /** Whether it makes the result incomplete (exit code 5), or is only worth knowing. */
  readonly incomplete: boolean;
}

/**
 * Whose word the date of a source is: its `publisher`'s, in the data itself; the `server`'s, which says when the file was last changed there; only that of
 * the `file` in a folder, which copying makes anew; or that of the `fetch`, since nobody says. The last two do not tell how old the data is.
 */
export type DatedBy = 'publisher' | 'server' | 'file' | 'fetch';

/**
 * What a source can tell: flaws of packages, or of a CVE id that it is exploited, how likely that is, how severe it is; or of a distribution how long it is
 * supported.
 */
export type SourceTells = 'advisories' | 'exploited' | 'epss' | 'severity' | 'support';

/** A source of data the judgement rests on, and its age. */
export interface DataSource {
  /** Partition id: `alpine/3.20`, `osv/Go` … */
  readonly id: string;
  readonly title: string;
  /** When its publisher made it; else when we fetched it (ISO 8601). */
  readonly date: string;
  /** Absent in what was written before it was noted. */
  readonly dated?: DatedBy;
  /** Absent in what was written before it was noted. */
  readonly tells?: SourceTells;
  readonly fetched: string;
  readonly records: number;
  readonly digest: Digest;
  readonly origin: string;
}

/** Packages that nobody could judge: no source of advisories covers their kind. */
export interface Unjudged {
  readonly type: string;
  readonly packages: number;
  readonly why: string;
  readonly examples: readonly string[];
  /** They are judged, though not by themselves: as the package of the distribution that brought them. */
  readonly through?: 'owner';
}

/**
 * Software that is there and that no part could identify: it was looked at, and nothing is known of it. Unlike a `Problem` it makes nothing
 * incomplete, and unlike a `Package` it can be found in no advisory: a report lists it beside the verdict, and nothing may be called clean over it.
 */
export interface Unidentified {
  /** The file, without leading slash. */
  readonly path: string;
  /** What it is, as far as its own bytes say: `executable (ELF)`, `script (#!/bin/sh)` … */
  readonly what: string;
  /** Of an archive, in hexadecimal: what a list of known files is asked by. */
  readonly sha1?: string;
  readonly layer?: LayerRef;
}

/** What was looked at, what could not be, and how old the data behind it was. Always part of a result. */
export interface Coverage {
  readonly parts: readonly PartRun[];
  readonly problems: readonly Problem[];
  readonly sources: readonly DataSource[];
  readonly unjudged: readonly Unjudged[];
  /** Sorted by path. */
  readonly unidentified: readonly Unidentified[];
  /** Kinds of findings that somebody looked for: silence about any other kind says nothing. */
  readonly lookedFor: readonly FindingKind[];
}

export const emptyCoverage: Coverage = {
  parts: [],
  problems: [],
  sources: [],
  unjudged: [],
  unidentified: [],
  lookedFor: [],
};

/** Whether something was missed, so that "no findings" would not mean "nothing wrong". */
export function isIncomplete(coverage: Coverage): boolean {
  return coverage.problems.some((problem) => problem.incomplete);
}

/**
 * What makes a result incomplete, in a few words: "2 things could not be read", or judged, where data to judge by is what was missing. Undefined where nothing
 * of these problems does.
 */
export function missedText(problems: readonly Problem[]): string | undefined {
  const missed = problems.filter(({ incomplete }) => incomplete);
  const unjudged = missed.filter(({ part }) => part === judging).length;
  const how = unjudged === 0 ? 'read' : unjudged === missed.length ? 'judged' : 'read or judged';
  return missed.length === 0 ? undefined : `${count(missed.length, 'thing')} could not be ${how}`;
}

/** Whether a problem is that there was nothing to judge by; else something could not be read. */
export const isAboutJudging = ({ part }: Problem): boolean => part === judging;

/** Both coverages as one. */
export function joinCoverage(a: Coverage, b: Coverage): Coverage {
  return {
    parts: [...a.parts, ...b.parts],
    problems: [...a.problems, ...b.problems],
    sources: [...a.sources, ...b.sources],
    unjudged: [...a.unjudged, ...b.unjudged],
    unidentified: [...a.unidentified, ...b.unidentified],
    lookedFor: [...new Set([...a.lookedFor, ...b.lookedFor])],
  };
}

/** The part that compares packages with advisories. */
const judging = 'advisories';

/** The part that stands for all that somebody left out of a look. */
const selecting = 'selection';

/** Said of a result of which something was left out as somebody asked: its silence about that is no answer. */
export const leftOut = (why: string): PartRun => ({
  id: selecting,
  version: 1,
  files: 0,
  found: 0,
  state: 'not-run',
  why,
});

/** Whether a part says that something was left out. */
export const isLeftOut = ({ id, state }: PartRun): boolean => id === selecting && state === 'not-run';

/** Said of a report in which nobody compared anything with advisories: that it holds no finding says nothing. */
export const notJudged: PartRun = {
  id: judging,
  version: 1,
  files: 0,
  found: 0,
  state: 'not-run',
  why: 'a bill of materials was asked for, and no verdict',
};

/** Whether findings were looked for at all. */
export function wasJudged({ parts }: Coverage): boolean {
  return !parts.some(({ id, state }) => id === judging && state === 'not-run');
}

/** How many packages nobody could judge: neither by themselves nor as the package that brought them. */
export function judgedByNobody({ unjudged }: Pick<Coverage, 'unjudged'>): number {
  return unjudged.filter(({ through }) => through === undefined).reduce((sum, { packages }) => sum + packages, 0);
}
