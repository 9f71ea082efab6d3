import type { FlawStatement } from './statement.ts';

/** Which statements carry a finding. */
export interface Ruling {
  /** The statements of the feed that decided, those that count the version as affected (or, where nobody decided, as undecided). */
  readonly deciding: readonly FlawStatement[];
  readonly undecided: boolean;
}

/**
 * What all statements about one flaw in one version come to; undefined when there is nothing to report.
 *
 * - The first feed of the list that has looked decides, whether it says affected or not: a distribution that patched a flaw knows better than
 *   the ecosystem whose version number it kept. Later feeds add ids, severity and evidence, never a verdict.
 * - Within one feed a record about a package by itself is before one about what it was built from: of a flaw in the sources not everything built from them
 *   need have it. Otherwise its records weigh the same, and the finding stands when any of them counts the version as affected: a second bulletin for
 *   the same flaw means that the first fix was not enough.
 * - A withdrawn record says nothing: neither "affected" nor "not affected". The same flaw often lives on in another record.
 * - A record that cannot be judged says nothing either; `unjudgedIn` tells it where the answer would rest on it.
 * - A feed whose maker has not decided leaves the word to the next. When nobody has decided, the flaw is reported as undecided: "not assessed" is
 *   not "not affected". Its fix state is `unknown` and its risk is lowered, so it can be filtered and does not crowd out what is certain.
 *
 * `statements` come in the order in which their word counts.
 */
export function decide(statements: readonly FlawStatement[]): Ruling | undefined {
  const ranks = [...new Set(statements.map(({ rank }) => rank))].sort((a, b) => a - b);
  for (const rank of ranks) {
    const all = statements.filter(
      (statement) =>
        statement.rank === rank && (statement.verdict === 'affected' || statement.verdict === 'not-affected'),
    );
    const itself = all.filter(({ general }) => general !== true);
    const decided = itself.length > 0 ? itself : all;
    const deciding = decided.filter(({ verdict }) => verdict === 'affected');
    if (deciding.length > 0) return { deciding, undecided: false };
    if (decided.length > 0) return undefined;
  }
  const open = statements.filter(({ verdict }) => verdict === 'undecided');
  const first = open[0]?.rank;
  return first === undefined ? undefined : { deciding: open.filter(({ rank }) => rank === first), undecided: true };
}

/**
 * The statements about one flaw that cannot be judged and on which the answer rests: the flaw is not reported as affected, and no other
 * record of the same feed, or of one whose word counts more, has judged that it is not there.
 *
 * PyPA's `last_affected: 2.9.0-NA` of a flaw that GitHub's record judges by versions is no reason to doubt every later release.
 */
export function unjudgedIn(statements: readonly FlawStatement[]): FlawStatement[] {
  const unjudged = statements.filter(({ verdict }) => verdict === 'unjudged');
  const ruling = unjudged.length === 0 ? undefined : decide(statements);
  if (ruling?.undecided === false) return [];
  const denied = statements.filter(({ verdict }) => verdict === 'not-affected').map(({ rank }) => rank);
  return unjudged.filter(({ rank }) => denied.every((other) => rank < other));
}
