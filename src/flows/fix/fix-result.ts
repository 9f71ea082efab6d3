import type { Finding, Report } from '../../core/index.ts';

/** What becomes of one package. */
export interface PackageFix {
  readonly name: string;
  readonly type: string;
  readonly installed: string;
  readonly paths: readonly string[];
  /** The lowest version that clears what can be cleared; absent where there is none. */
  readonly to?: string;
  /** Of an image: whether the base brings it, or what was built upon that; absent where it is not known. */
  readonly broughtBy?: 'base' | 'yours';
  /** Of another major version. */
  readonly isBreaking?: true;
  /** `edited`: files ask for it; `asked`: they did before, and what is built is older; `kept`: nothing was rewritten. */
  readonly state: 'edited' | 'asked' | 'kept';
  /** Ids of the findings that meet the conditions, and of those that the version clears. */
  readonly findings: readonly string[];
  readonly clears: readonly string[];
  /** Why it is kept. */
  readonly why?: string;
  /** What a person can do about it. */
  readonly next?: string;
  /** It holds once this was done: a lock file made anew, or the image. */
  readonly lock?: string;
  /** Others of the same lock file that need it too, as `NAME VERSION`: each may keep the old version in it. */
  readonly alsoNeededBy?: readonly string[];
  /** It is one of an image: what holds it is built anew, not run in a folder. */
  readonly isImage?: true;
  /** What goes with it. */
  readonly afterwards?: string;
  /** Packages whose version the same text says. */
  readonly alsoMoved?: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

/** What building upon another image does. */
export interface BaseFix {
  /** What it is built upon now, as far as it is known. */
  readonly from?: string;
  readonly to: string;
  /** `edited`: the Dockerfile says it; `asked`: it did before, and a build anew takes its state of today; `kept`: nothing was rewritten. */
  readonly state: 'edited' | 'asked' | 'kept';
  readonly why?: string;
  /** Of the findings that the base of today brings and that meet the conditions, those that it does not have; and those that are new with it. */
  readonly clears: readonly string[];
  readonly brings: readonly string[];
}

export interface FileFix {
  readonly path: string;
  /** Unified, as `patch -p1` and `git apply` read it. */
  readonly diff: string;
  readonly state: 'proposed' | 'written' | 'refused';
  /** Why it is left as it is. */
  readonly why?: string;
}

/** What `fix` found out, and did where it was asked to. */
export interface FixResult {
  readonly schemaVersion: '1.0';
  readonly target: string;
  readonly created: string;
  readonly failOn: readonly string[];
  readonly files: readonly FileFix[];
  readonly packages: readonly PackageFix[];
  readonly base?: BaseFix;
  /** Files that were not looked at, or not to be rewritten. */
  readonly notTaken: readonly { readonly path: string; readonly why: string }[];
  /** Findings that meet the conditions; how many the edits clear, and how many of these only once a lock file, or the image, is made anew. */
  readonly met: number;
  readonly clears: number;
  readonly afterLock: number;
  readonly incomplete: boolean;
  /** What was not looked at or judged, as the scan tells it: one line each. */
  readonly missed: readonly string[];
}

export interface Fixed {
  readonly result: FixResult;
  /** The report as it stands after what was done: what the exit code is about. */
  readonly report: Report;
}

export const idsOf = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.map(({ id }) => id))].sort();
