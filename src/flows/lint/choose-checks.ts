import { type Check, leftOut, orList, type PartRun, SeaworthyError, type Severity } from '../../core/index.ts';
import {
  composeChecks,
  dockerfileChecks,
  historyChecks,
  imageChecks,
  manifestChecks,
  type OwnChecks,
  resourceChecks,
} from '../../phases/1-build/checks/index.ts';
import { checksNamed } from '../checks/index.ts';
import type { Settings } from '../settings.ts';

const noOwn: OwnChecks = { dockerfile: [], manifest: [] };

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
 * The checks that look, those of one's own among them: all but the optional ones, which somebody must ask for, and those that somebody has switched off, which counts more. Optional ones
 * that are off are told each; with another one off the result is one that leaves something out. Throws `E_USAGE` for a name that no check has.
 */
export function chooseChecks({ checks: wishes }: Pick<Settings, 'checks'>, own: OwnChecks = noOwn): ChosenChecks {
  const [ofDockerfiles, ofManifests] = [
    [...dockerfileChecks, ...own.dockerfile],
    [...manifestChecks, ...own.manifest],
  ];
  const all: readonly Check[] = [...ofDockerfiles, ...ofManifests, ...imageChecks, ...composeChecks, ...resourceChecks];
  const idsOf = (names: readonly string[]): ReadonlySet<string> =>
    new Set(names.flatMap((name) => checksNamed(name, all)).map(({ id }) => id));
  const { enable = [], disable = [] } = wishes ?? {};
  const isAll = (name: string): boolean => name.trim().toLowerCase() === 'all';
  const on = idsOf(enable.filter((name) => !isAll(name)));
  const everyOne = enable.some(isAll);
  const off = idsOf(disable);
  const severities = new Map(
    (wishes?.severities ?? []).flatMap(([name, severity]) =>
      checksNamed(name, all).map(({ id }) => [id, severity] as const),
    ),
  );
  const isOptionalOff = ({ id, optional }: Check): boolean =>
    optional === true && (off.has(id) || !(everyOne || on.has(id)));
  const left = all.filter((check) => check.optional !== true && off.has(check.id)).map(({ id }) => id);
  const choose = <C extends Check & { readonly version: number; look(view: never): Iterable<object> }>(
    own: readonly C[],
  ): Chosen<C> => {
    const checks = own
      .filter((check) => !off.has(check.id) && !isOptionalOff(check))
      .map((check) => rated(check, severities.get(check.id)));
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
  const isOn = ({ id }: Check): boolean => ofImages.checks.some((one) => one.id === id);
  return {
    dockerfile: choose(ofDockerfiles),
    manifest: choose(ofManifests),
    image: {
      checks: imageChecks.filter(isOn).map((check) => rated(check, severities.get(check.id))),
      history: historyChecks.filter(isOn).map((check) => rated(check, severities.get(check.id))),
      off: ofImages.off,
    },
    compose: choose(composeChecks),
    infrastructure: choose(resourceChecks),
  };
}

/** The check as severe as somebody says it is, with all that it finds. */
function rated<C extends Check & { look(view: never): Iterable<object> }>(check: C, severity: Severity | undefined): C {
  if (severity === undefined) return check;
  const { look } = check;
  return {
    ...check,
    severity,
    *look(view: never) {
      for (const found of look.call(check, view)) {
        // What the check says of one place gives way too.
        const { severity: _own, ...rest }: { readonly severity?: Severity } = found;
        yield rest;
      }
    },
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
