import type { Severity } from '../../../../core/index.ts';
import type { LinearExpression } from '../../../../foundations/formats/index.ts';

/** What a match must meet to be left out by somebody's list of what is allowed. */
export interface Allowance {
  /** For people, where the file says it. */
  readonly description: string;
  /** Whether all of the sorts that are given must fit, or one of them. */
  readonly all: boolean;
  readonly paths: readonly LinearExpression[];
  readonly regexes: readonly LinearExpression[];
  /** What the expressions look at: the value, all that the rule fits, or the line. */
  readonly target: 'secret' | 'match' | 'line';
  /** Words in small letters; one in the value is enough. */
  readonly stopwords: readonly string[];
  readonly commits: readonly string[];
  /** Rules that it is about; absent: all. */
  readonly rules?: readonly string[];
}

/** An allowance that lets nothing pass, to be filled in. */
export const noAllowance: Allowance = {
  description: '',
  all: false,
  paths: [],
  regexes: [],
  target: 'match',
  stopwords: [],
  commits: [],
};

/** Another rule that must fit near by, so that this one counts. */
export interface RequiredRule {
  readonly id: string;
  readonly withinLines?: number;
  readonly withinColumns?: number;
}

/** A rule that a user wrote for another scanner, in the words of none of them. */
export interface UserRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Absent for a rule about names of files alone. */
  readonly regex?: LinearExpression;
  readonly path?: LinearExpression;
  /** In small letters; where none stands in a file, the expression is not tried. Empty: always. */
  readonly keywords: readonly string[];
  /** The value must have more, in bits a character. */
  readonly entropy?: number;
  /** Number or name of the group that is the value; absent: the first that had a part, else all. */
  readonly group?: number | string;
  /** Whether all is the value where no group is named, even where there are groups. */
  readonly wholeMatch: boolean;
  readonly allow: readonly Allowance[];
  /** What lies in these stretches is left out. */
  readonly excluded: readonly LinearExpression[];
  readonly required: readonly RequiredRule[];
  /** Only a part of rules that require it: not told by itself. */
  readonly silent: boolean;
}

/** What a file of rules asks for, and what it was read from. */
export interface RuleSet extends Rules {
  /** Of all that was read: part of every key of what is kept of a search. */
  readonly digest: string;
}

/** What a file of rules asks for. */
export interface Rules {
  /** The file, as the user named it. */
  readonly name: string;
  readonly rules: readonly UserRule[];
  /** Rules of the other scanner, by its ids, that are to be asked: of ours those that are about the same. */
  isWanted(ids: readonly string[]): boolean;
  /** For all rules, ours as well. */
  readonly allow: readonly Allowance[];
  readonly excluded: readonly LinearExpression[];
  /** What it left out of what we look for, and what of it was not understood: each in one sentence. */
  readonly notes: readonly string[];
}
