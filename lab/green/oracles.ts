import type { Oracle } from './green.ts';
import type { Ran } from './ran.ts';

const shown = ({ code, out, err }: Ran): string =>
  `exit ${code}: ${(`${err.trim()} ${out.trim()}`.trim() || 'nothing was printed').replace(/\s+/g, ' ').slice(0, 240)}`;

/** A defect of ours is no answer, whatever its exit code; and where there is no such file, the input was not looked at. */
const crashed = ({ err }: Ran): boolean => /\[E_INTERNAL\]|there is no such file/.test(err);

/** As `ends`, for words that name nothing: that there is no such thing is the answer. */
export function namesNothing(...codes: readonly number[]): Oracle {
  return (ran) => (ran.err.includes('[E_TARGET_NOT_FOUND]') ? undefined : ends(...codes)(ran));
}

/**
 * It ends with one of these codes. They are the ones that say what is the matter: 5 where something was not assessed, 2 where what was named is not what
 * the command is for, 1 where it cannot be opened at all, 3 and 4 where a refusal is due anyway.
 */
export function ends(...codes: readonly number[]): Oracle {
  return (ran) => (codes.includes(ran.code) && !crashed(ran) ? undefined : shown(ran));
}

/** As `ends`, and what is printed says this, so that it does not end so for another reason. */
export function endsSaying(says: RegExp, ...codes: readonly number[]): Oracle {
  return (ran) => ends(...codes)(ran) ?? (says.test(ran.out) || says.test(ran.err) ? undefined : shown(ran));
}

/** For inputs that were judged: exit code 0 is right. */
export const isJudged: Oracle = ends(0);

/** Exit code 0 is right as long as the report (`-o json`) names the file among what nobody could identify. */
export function listsUnidentified(...paths: readonly string[]): Oracle {
  return (ran) => {
    if (ran.code === 5) return undefined;
    if (ran.code !== 0) return shown(ran);
    const told = pathsOf(ran.out);
    const missing = paths.find((path) => !told.includes(path));
    return missing === undefined ? undefined : `exit 0, and ${missing} is not among what was not identified`;
  };
}

function pathsOf(json: string): readonly string[] {
  const report = JSON.parse(json) as { coverage?: { unidentified?: readonly { path: string }[] } };
  return (report.coverage?.unidentified ?? []).map(({ path }) => path);
}

/** Either it is refused (2, 5), or the document has something in it. */
export function refusedOr(isFull: (out: string) => boolean): Oracle {
  return (ran) => {
    if (crashed(ran)) return shown(ran);
    if (ran.code === 2 || ran.code === 5) return undefined;
    return ran.code === 0 && isFull(ran.out) ? undefined : `an empty document, ${shown(ran)}`;
  };
}
