import { defined, type VersionRange } from '../../../../core/index.ts';
import type { OvalEntity, OvalItem, OvalTest } from './oval-types.ts';

/** What a test says of packages: that one of these is there, in some range of versions. */
export interface PackageTest {
  readonly names: readonly string[];
  /** Holds every version where the test says nothing of versions. */
  readonly range: VersionRange;
  /** The one version that it is about, in place of a range. */
  readonly version?: string;
  /** Processors that it is limited to. */
  readonly architectures?: readonly string[];
  /** What its object or state says in words. */
  readonly comment: string;
}

const packageKinds: ReadonlySet<string> = new Set(['dpkginfo_test', 'rpminfo_test']);

/** The value of the one entity of this name; undefined where there is none. */
export function entityOf({ entities }: OvalItem, name: string): OvalEntity | undefined {
  return entities.find((entity) => entity.name === name);
}

/** Epoch, version and release as package managers show them: `0:1.2-3` is `1.2-3`. */
const shown = (evr: string): string => evr.trim().replace(/^0:/, '');

type Compared = Pick<PackageTest, 'range' | 'version'>;

/** The versions that an `evr` entity holds for; undefined for operations that no publisher uses for them. */
function versionsOf(entity: OvalEntity): Compared | undefined {
  const [value] = entity.values;
  if (value === undefined || value === '') return undefined;
  const version = shown(value);
  switch (entity.operation) {
    case 'less than':
      return { range: { fixed: version } };
    case 'less than or equal':
      return { range: { lastAffected: version } };
    // Greater than the lowest of all: every version. Of another the version itself is not held, which no range here can say.
    case 'greater than':
      return version === '0-0' || version === '0' ? { range: {} } : undefined;
    case 'greater than or equal':
      return { range: version === '0-0' || version === '0' ? {} : { introduced: version } };
    case 'equals':
      return { range: {}, version };
    default:
      return undefined;
  }
}

/** `x86_64`, `(aarch64|x86_64)`, `^(?:aarch64|x86_64)$`: the processors that a pattern names; undefined for other patterns. */
function processorsOf({ values }: OvalEntity): readonly string[] | undefined {
  const [, names] = /^\^?\(?(?:\?:)?([A-Za-z0-9_|]{1,400})\)?\$?$/.exec(values[0] ?? '') ?? [];
  return names?.split('|').filter((name) => name !== '');
}

/**
 * A test of packages by name and version, as a package manager could answer it; undefined for every other (of signatures, releases, files), and for one that
 * says something which cannot be told of a package by its name and version alone.
 */
export function packageTest(test: OvalTest): PackageTest | undefined {
  if (!packageKinds.has(test.kind)) return undefined;
  const name = entityOf(test.object, 'name');
  if (name === undefined || name.operation !== 'equals' || name.values.length === 0) return undefined;
  if (test.states.length > 1 || !['at least one', 'all', ''].includes(test.check)) return undefined;
  if (test.existence !== 'at_least_one_exists' && test.existence !== 'all_exist') return undefined;
  const [state] = test.states;
  const said = state?.entities ?? [];
  if (said.some((entity) => entity.name !== 'evr' && entity.name !== 'arch')) return undefined;
  const evr = state && entityOf(state, 'evr');
  const arch = state && entityOf(state, 'arch');
  const compared = evr === undefined ? { range: {} } : versionsOf(evr);
  const architectures = arch === undefined ? undefined : processorsOf(arch);
  if (compared === undefined || (arch !== undefined && architectures === undefined)) return undefined;
  return {
    names: name.values,
    ...compared,
    ...defined({ architectures }),
    comment: state?.comment || test.object.comment,
  };
}
