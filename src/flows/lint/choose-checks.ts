import { type Check, leftOut, orList, type PartRun, SeaworthyError } from '../../core/index.ts';
import {
  composeChecks,
  dockerfileChecks,
  historyChecks,
  imageChecks,
  manifestChecks,
  resourceChecks,
} from '../../phases/1-build/checks/index.ts';
import { checksNamed } from '../checks/index.ts';
import type { Settings } from '../settings.ts';

/** Checks of one kind of file that look, and what is told of the others. */
interface Chosen<C> {
  readonly checks: readonly C[];
  readonly off: readonly PartRun[];
}

interface ChosenChecks {
  readonly dockerfile: Chosen<(typeof dockerfileChecks)[number]>;
  readonly manifest: Chosen<(typeof manifestChecks)[number]>;
  readonly image: Chosen<(typeof imageChecks)[number]> & {
    /** Of those of Dockerfiles the ones that judge a history. */
    readonly history: Chosen<(typeof dockerfileChecks)[number]>['checks'];
  };
  readonly compose: Chosen<(typeof composeChecks)[number]>;
  readonly infrastructure: Chosen<(typeof resourceChecks)[number]>;
}

/**
 * The checks that look: all but the optional ones, which somebody must ask for, and those that somebody has switched off, which counts more. Optional ones
 * that are off are told each; with another one off the result is one that leaves something out. Throws `E_USAGE` for a name that no check has.
 */
export function chooseChecks({ checks: wishes }: Pick<Settings, 'checks'>): ChosenChecks {
  const all: readonly Check[] = [
    ...dockerfileChecks,
    ...manifestChecks,
    ...imageChecks,
    ...composeChecks,
    ...resourceChecks,
  ];
  const idsOf = (names: readonly string[]): ReadonlySet<string> =>
    new Set(names.flatMap((name) => checksNamed(name, all)).map(({ id }) => id));
  const { enable = [], disable = [] } = wishes ?? {};
  const isAll = (name: string): boolean => name.trim().toLowerCase() === 'all';
  const on = idsOf(enable.filter((name) => !isAll(name)));
  const everyOne = enable.some(isAll);
  const off = idsOf(disable);
  const isOptionalOff = ({ id, optional }: Check): boolean =>
    optional === true && (off.has(id) || !(everyOne || on.has(id)));
  const left = all.filter((check) => check.optional !== true && off.has(check.id)).map(({ id }) => id);
  const choose = <C extends Check & { readonly version: number }>(own: readonly C[]): Chosen<C> => {
    const checks = own.filter((check) => !off.has(check.id) && !isOptionalOff(check));
    if (checks.length === 0)
      throw new SeaworthyError('E_USAGE', 'no check is left to judge by', {
        next: `Take some of ${orList(['`--disable`', '`disable` of your configuration'])} out.`,
      });
    return {
      checks,
      off: [
        ...own.filter(isOptionalOff).map(notAskedFor),
        ...(own.some(({ id }) => left.includes(id)) ? [leftOut(`as asked: --disable ${left.join(',')}`)] : []),
      ],
    };
  };
  const ofImages = choose<(typeof imageChecks)[number] | (typeof historyChecks)[number]>([
    ...imageChecks,
    ...historyChecks,
  ]);
  return {
    dockerfile: choose(dockerfileChecks),
    manifest: choose(manifestChecks),
    image: {
      checks: imageChecks.filter((check) => ofImages.checks.includes(check)),
      history: historyChecks.filter((check) => ofImages.checks.includes(check)),
      off: ofImages.off,
    },
    compose: choose(composeChecks),
    infrastructure: choose(resourceChecks),
  };
}

const notAskedFor = ({ id, version }: Check & { readonly version: number }): PartRun => ({
  id,
  version,
  files: 0,
  found: 0,
  state: 'not-run',
  why: 'optional: off unless --enable names it',
});
