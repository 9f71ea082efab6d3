import { type Advisory, defined, type VersionRange } from '../../../../../core/index.ts';
import { cpeAttributes, field, optionalArray, optionalString } from '../../../../../foundations/formats/index.ts';
import type { CpeProduct } from '../../../ecosystems/index.ts';

/** What the configurations of one flaw say of one product. */
export interface ProductState extends Pick<Advisory, 'ranges' | 'versions' | 'note' | 'only'> {
  readonly status: 'affected' | 'undetermined';
}

/** A name of the CPE dictionary: as much of it as judging asks for. `*` is any, `-` none that was said. */
interface CpeName extends CpeProduct {
  /** `a` an application, `o` an operating system, `h` hardware. */
  readonly part: string;
  readonly version: string;
  readonly update: string;
  /** What it runs in or for: `node.js`, `wordpress`. */
  readonly targetSoftware: string;
}

function nameIn(criteria: string): CpeName | undefined {
  const [part = '', vendor = '', product = '', version = '', update = '', , , , targetSoftware = ''] =
    cpeAttributes(criteria) ?? [];
  return product === '' ? undefined : { part, vendor, product, version, update, targetSoftware };
}

interface Match {
  readonly name: CpeName;
  readonly isVulnerable: boolean;
  readonly range: VersionRange;
}

/** Systems that a configuration may ask for, as images call them. */
const systems: readonly (readonly [RegExp, string])[] = [
  [/^microsoft:windows/, 'windows'],
  [/^apple:(?:mac|os_x)/, 'darwin'],
  [/^linux:linux_kernel$/, 'linux'],
];

/** Any release, or none was said. */
const isOpen = (text: string): boolean => text === '*' || text === '-' || text === '';

function matchesOf(node: unknown, where: string): readonly Match[] {
  return optionalArray(node, 'cpeMatch', where).flatMap((match): readonly Match[] => {
    const name = nameIn(optionalString(match, 'criteria', where) ?? '');
    if (name === undefined) return [];
    const bound = (key: string): string | undefined => optionalString(match, key, where);
    // A bound that is itself not affected cannot be said of the beginning of a range: it is taken for affected.
    const introduced = bound('versionStartIncluding') ?? bound('versionStartExcluding');
    const [fixed, lastAffected] = [bound('versionEndExcluding'), bound('versionEndIncluding')];
    const range: VersionRange = {
      ...defined({ introduced, fixed, lastAffected: fixed === undefined ? lastAffected : undefined }),
    };
    return [{ name, isVulnerable: field(match, 'vulnerable') === true, range }];
  });
}

const isProduct = ({ name }: Match, { vendor, product }: CpeProduct): boolean =>
  name.part === 'a' && name.vendor === vendor && name.product === product && isOpen(name.targetSoftware);

/** One configuration: what it says of the product, with the systems that it is limited to, and whatever else must be there. */
function stateOf(configuration: unknown, product: CpeProduct, where: string): ProductState | undefined {
  const nodes = optionalArray(configuration, 'nodes', where);
  const isAnd = String(field(configuration, 'operator') ?? 'OR').toUpperCase() === 'AND';
  const all = nodes.map((node) => matchesOf(node, where));
  const own = all.flat().filter((match) => match.isVulnerable && isProduct(match, product));
  if (own.length === 0) return undefined;
  const beside = isAnd ? all.filter((matches) => !matches.some((match) => isProduct(match, product))).flat() : [];
  const names = [...new Set(beside.map(({ name: { vendor, product: other } }) => `${vendor}:${other}`))];
  const known = names.flatMap((name) => systems.find(([pattern]) => pattern.test(name))?.[1] ?? []);
  const isBySystem = names.length > 0 && known.length === names.length;
  const isNegated = nodes.some((node) => field(node, 'negate') === true) || field(configuration, 'negate') === true;
  const versions = own.flatMap(({ name: { version, update }, range }) =>
    isOpen(version) || Object.keys(range).length > 0 ? [] : [isOpen(update) ? version : `${version}${update}`],
  );
  const ranges = own.flatMap(({ name, range }) =>
    Object.keys(range).length > 0 || name.version === '*' ? [range] : name.version === '-' ? [{}] : [],
  );
  // "Running on", or with, something that nobody has seen here; or a version that nobody has said: then it is not decided.
  const isUncertain = isNegated || (names.length > 0 && !isBySystem) || own.every(({ name }) => name.version === '-');
  const note = names.length > 0 && !isBySystem ? `together with ${names.slice(0, 3).join(', ')}` : undefined;
  return {
    status: isUncertain ? 'undetermined' : 'affected',
    ranges,
    versions,
    ...(isBySystem ? { only: [{ os: [...new Set(known)] }] } : {}),
    ...defined({ note }),
  };
}

/** What a flaw of the NVD says of a product: one state for each way in which it is told, joined where they are of one kind. Empty where it is not named. */
export function productStates(cve: unknown, product: CpeProduct, where: string): readonly ProductState[] {
  const states = optionalArray(cve, 'configurations', where).flatMap((one) => stateOf(one, product, where) ?? []);
  const kinds = Map.groupBy(states, ({ status, only, note }) => JSON.stringify([status, only, note]));
  return [...kinds.values()].map((same) => ({
    ...(same[0] as ProductState),
    ranges: same.flatMap(({ ranges }) => ranges),
    versions: [...new Set(same.flatMap(({ versions }) => versions))],
  }));
}
