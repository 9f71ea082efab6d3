/** There are versions without the flaw. */
export interface Upgrade {
  readonly state: 'fixed';
  /**
   * Lowest first: one for each maintained branch where there are several. All of them, also pre-releases: `advice`, and reports for people, leave those
   * out where there is a release (`offeredVersions`).
   */
  readonly versions: readonly [string, ...string[]];
  readonly advice: string;
}

/**
 * There is no version to go to: `unfixed` none yet; `wont-fix` none will come; `end-of-life` nobody looks after it any more; `unknown` the source has not
 * decided or does not say.
 */
export interface NoUpgrade {
  readonly state: 'unfixed' | 'wont-fix' | 'end-of-life' | 'unknown';
  readonly advice: string;
}

/**
 * Not a matter of versions: somebody has to do something. `change` what is written, `rotate` what has become known (a secret), `remove` what should not be
 * there, `investigate` what has happened.
 */
export interface Remedy {
  readonly state: 'remedy';
  readonly action: 'change' | 'rotate' | 'remove' | 'investigate';
  readonly advice: string;
}

/** What can be done about a flaw of a package. */
export type VersionFix = Upgrade | NoUpgrade;

/** What can be done about a finding; `advice` says it in one line. */
export type Fix = VersionFix | Remedy;

/** Versions without it, lowest first; none where there is none or where it is not a matter of versions. */
export function fixVersions(fix: Fix): readonly string[] {
  return fix.state === 'fixed' ? fix.versions : [];
}

/** Whether there is a version without it; undefined where its source does not say. What is not a matter of versions has none. */
export function isFixable(fix: Fix): boolean | undefined {
  return fix.state === 'unknown' ? undefined : fix.state === 'fixed';
}

/** Whether something can be done today: a version to go to, or a remedy. */
export function isActionable(fix: Fix): boolean {
  return fix.state === 'fixed' || fix.state === 'remedy';
}
