import { type Distribution, type Package, type ParsedPurl, parsePurl } from '../../../../core/index.ts';
import type { Cpe } from '../../../../foundations/formats/index.ts';
import { versionOrder } from '../../../../foundations/versions/index.ts';
import { ecosystemOf, isSystemType } from '../../ecosystems/index.ts';
import { type Fit, joinFits, near, other } from './fit.ts';
import type { LookedAt } from './looked-at.ts';
import type { VexName } from './name.ts';
import type { VexComponent } from './statement.ts';
import { inRange } from './version-range.ts';

/** Whether a component of a statement is a package that was found. */
export function fitPackage(component: VexComponent, found: Package, at: LookedAt): Fit {
  const fit = joinFits(component.names.map((name) => fitName(name, found, at)));
  if (fit.is !== 'this') return fit;
  const { version, range } = component;
  if (range !== undefined) return fitRange(range, found);
  if (version === undefined) return fit;
  return isVersion(version, found.version, found.versionOrder)
    ? { is: 'this', isPinned: true }
    : otherVersion(version, found.version);
}

function fitRange(range: string, found: Package): Fit {
  const isIn = inRange(range, found);
  const text = range.slice(0, 200);
  if (isIn === undefined) return near(`it is about versions in a form that is not read here: ${text}`);
  if (!isIn) return near(`it is about versions ${text}, and ${found.version} is here`);
  return { is: 'this', isPinned: true };
}

const otherVersion = (said: string, here: string): Fit =>
  near(`it is about version ${said.slice(0, 200)}, and ${here || 'none that is known'} is here`);

function fitName(name: VexName, found: Package, at: LookedAt): Fit {
  switch (name.kind) {
    case 'purl':
      return fitPurl(name.purl, found, at.distribution);
    case 'cpe':
      return fitCpe(name.cpe, found);
    case 'own':
      return name.text === found.id ? { is: 'this', isPinned: true } : other;
    case 'element':
      return at.isOwnDocument(name) && name.element === found.id ? { is: 'this', isPinned: true } : other;
    default:
      return other;
  }
}

const isOfSource = ({ qualifiers }: ParsedPurl): boolean => qualifiers.arch === 'source' || qualifiers.arch === 'src';

/**
 * Whether a package URL means this package: type, namespace and name are the same, and whatever else it says (version, qualifiers, subpath) holds. What it
 * does not say limits nothing. One of a source package means every package that was built from it.
 */
function fitPurl(said: ParsedPurl, found: Package, distribution: Distribution | undefined): Fit {
  const own = parsePurl(found.purl);
  if (own === undefined || said.type !== own.type) return other;
  const bySource = isOfSource(said) ? found.source : undefined;
  if (isOfSource(said) && bySource === undefined) return other;
  if (!hasName(said, bySource === undefined ? own : { ...own, name: bySource.name })) return other;
  const here = bySource?.version ?? found.version;
  if (said.version !== undefined && !isVersion(withEpoch(said), here, found.versionOrder, isLooseEpoch(said)))
    return otherVersion(said.version, here);
  const limit = Object.entries(said.qualifiers).find(
    ([key, value]) => !holdsHere(key, value, own, found, distribution),
  );
  if (limit !== undefined) return near(`it is limited to ${limit[0]}=${limit[1].slice(0, 100)}, which this is not`);
  if (said.subpath !== undefined && said.subpath !== own.subpath)
    return near(`it is about ${said.subpath.slice(0, 200)} in it alone`);
  return { is: 'this', isPinned: said.version !== undefined };
}

function hasName(said: ParsedPurl, own: ParsedPurl): boolean {
  // The namespace says whose build it is; one that is left out says nothing of that.
  const isFree = said.namespace === undefined && isSystemType(said.type);
  return spelt(isFree ? { ...said, namespace: own.namespace } : said) === spelt(own);
}

/** Namespace and name in the one spelling of their kind. */
function spelt({
  type,
  namespace = '',
  name,
}: Pick<ParsedPurl, 'type' | 'name'> & { namespace?: string | undefined }): string {
  const known = ecosystemOf(type);
  const whole = namespace === '' ? name : `${namespace}/${name}`;
  const normal = known?.osv?.separator === '/' ? known.osv.normalise(whole) : whole;
  return known?.lowerCase === true ? normal.toLowerCase() : normal;
}

const hasEpoch = /^\d+:/;

const withEpoch = ({ version = '', qualifiers: { epoch } }: ParsedPurl): string =>
  epoch !== undefined && !hasEpoch.test(version) ? `${epoch}:${version}` : version;

/** Whether it leaves the epoch open, as package URLs of some makers do. */
const isLooseEpoch = ({ type, version = '', qualifiers }: ParsedPurl): boolean =>
  isSystemType(type) && qualifiers.epoch === undefined && !hasEpoch.test(version);

/** Whether two texts are one version in the order of the package, whatever build of it they name not left out. */
function isVersion(said: string, here: string, order: string, loose = false): boolean {
  const [a, b] = [said, loose ? here.replace(hasEpoch, '') : here].map((one) => one.replace(/^v(?=\d)/i, '')) as [
    string,
    string,
  ];
  if (a === b) return true;
  if (a === '' || b === '') return false;
  const known = versionOrder(order);
  return (
    known?.isValid(a) === true &&
    known.isValid(b) &&
    known.compare(a, b) === 0 &&
    // Orders pass over what names a build.
    a.split('+')[1] === b.split('+')[1]
  );
}

/** Qualifiers that say where it came from, and not which it is. */
const describing: ReadonlySet<string> = new Set(['epoch', 'upstream', 'vcs_url', 'download_url', 'package-id']);

function holdsHere(
  key: string,
  value: string,
  own: ParsedPurl,
  found: Package,
  distribution: Distribution | undefined,
): boolean {
  if (describing.has(key) || own.qualifiers[key] === value) return true;
  if (key === 'arch') return isOfSource({ ...own, qualifiers: { arch: value } }) || found.architecture === value;
  return key === 'distro' && isDistro(value, own.qualifiers.distro, distribution);
}

/** `debian-12`, `debian-12.5`, `12`, `bookworm`, as makers write them: a point release is of its release. */
function isDistro(said: string, own: string | undefined, distribution: Distribution | undefined): boolean {
  const { id, version, codename } = distribution ?? {};
  const names = [own, version, codename, id && version && `${id}-${version}`, id && codename && `${id}-${codename}`];
  return names.some(
    (one) => one !== undefined && (one === said || one.startsWith(`${said}.`) || said.startsWith(`${one}.`)),
  );
}

const folded = (text: string): string => text.toLowerCase().replaceAll('_', '-');

/** A CPE name has no kind and seldom the maker's word for a package: product and, where it says one, version must be the same. */
function fitCpe({ product, version, update }: Cpe, found: Package): Fit {
  const own = [found.name, parsePurl(found.purl)?.name ?? '', found.source?.name ?? ''].map(folded);
  if (!own.includes(folded(product))) return other;
  const said = version === undefined ? undefined : [version, update].filter(Boolean).join('-');
  if (said === undefined) return { is: 'this', isPinned: false };
  return isVersion(said, found.version, found.versionOrder)
    ? { is: 'this', isPinned: true }
    : otherVersion(said, found.version);
}
