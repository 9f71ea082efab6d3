import { defined, SeaworthyError, type Severity } from '../../../../core/index.ts';
import { childNamed, childrenNamed, childText, type XmlElement } from '../../../../foundations/formats/index.ts';

/** How a publisher fills in its bulletins. */
export interface UpdateinfoKind {
  /** Whose word the severity is. */
  readonly publisher: string;
  /** Its words for it, in lower case. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** Whether its packages may be built for streams of modules. */
  readonly hasModules: boolean;
  /** Address of a page about a bulletin. */
  page(id: string): string | undefined;
}

/** A build that a bulletin hands out. */
interface UpdatedPackage {
  readonly name: string;
  /** `epoch:version-release`, without an epoch of 0. */
  readonly version: string;
  readonly architecture: string;
  /** `NAME:STREAM` of the module that its collection says. */
  readonly module?: string;
}

/** A bulletin about flaws. */
export interface Update {
  readonly id: string;
  readonly title: string;
  readonly severity?: Severity;
  readonly flaws: readonly string[];
  readonly packages: readonly UpdatedPackage[];
  readonly details?: string;
  readonly published?: string;
  /** When it was last changed. */
  readonly date?: string;
}

const longestDetails = 16_384;
const cve = /\bCVE-\d{4}-\d{4,19}(?!\d)/g;

const idsIn = (text: string | undefined): readonly string[] => text?.slice(0, 100_000).match(cve) ?? [];

/** References to CVEs; where there is none of that type, the headings of reports, and then what the bulletin says itself. */
function flawsOf(update: XmlElement): readonly string[] {
  const references = childrenNamed(childNamed(update, 'references'), 'reference');
  const named = references.flatMap(({ attributes }) =>
    attributes.get('type') === 'cve' ? idsIn(attributes.get('id') ?? attributes.get('title')) : [],
  );
  if (named.length > 0) return named;
  const reported = references.flatMap(({ attributes }) => idsIn(attributes.get('title')));
  if (reported.length > 0) return reported;
  return [...idsIn(childText(update, 'title')), ...idsIn(childText(update, 'description'))];
}

/** `2020-05-27 04:10:31`, in UTC; undefined for what is no date. */
function dateOf(element: XmlElement | undefined): string | undefined {
  const text = element?.attributes.get('date') ?? '';
  const [, day, time = '00:00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?/.exec(text) ?? [];
  const date = `${day}T${time}Z`;
  return day === undefined || Number.isNaN(Date.parse(date)) ? undefined : date;
}

/** A module's own name and stream; the text of an attribute that is no such name is none. */
function moduleOf(collection: XmlElement): string | undefined {
  const { attributes } = childNamed(collection, 'module') ?? {};
  const [name, stream] = [attributes?.get('name'), attributes?.get('stream')];
  return name && stream ? `${name}:${stream}` : undefined;
}

function packageOf({ attributes }: XmlElement, module: string | undefined, where: string): UpdatedPackage {
  const [name, version, release] = ['name', 'version', 'release'].map((one) => attributes.get(one));
  if (!name || !version || !release)
    throw new SeaworthyError('E_FORMAT', 'a package with a name, a version and a release expected', { where });
  const epoch = attributes.get('epoch') ?? '0';
  if (!/^\d{1,10}$/.test(epoch)) throw new SeaworthyError('E_FORMAT', 'an epoch expected', { where });
  return {
    name,
    version: `${Number(epoch) === 0 ? '' : `${Number(epoch)}:`}${version}-${release}`,
    architecture: attributes.get('arch') ?? 'noarch',
    ...defined({ module }),
  };
}

/** Sources are what nobody installs. */
const sources: ReadonlySet<string> = new Set(['src', 'nosrc']);

/** One bulletin; undefined when it is about no flaw. Throws `E_FORMAT`. */
export function readUpdate(update: XmlElement, kind: UpdateinfoKind, where: string): Update | undefined {
  const id = childText(update, 'id');
  if (id === undefined) throw new SeaworthyError('E_FORMAT', 'a bulletin with an id expected', { where });
  const flaws = [...new Set(flawsOf(update))];
  // One of bugs or enhancements is about flaws only where it names some.
  if (flaws.length === 0 && update.attributes.get('type') !== 'security') return undefined;
  const collections = childrenNamed(childNamed(update, 'pkglist'), 'collection');
  const packages = collections.flatMap((collection) => {
    const module = kind.hasModules ? moduleOf(collection) : undefined;
    return childrenNamed(collection, 'package').map((one) => packageOf(one, module, `${where}, ${id.slice(0, 100)}`));
  });
  const severity = kind.severities.get(childText(update, 'severity')?.toLowerCase() ?? '');
  const published = dateOf(childNamed(update, 'issued'));
  return {
    id,
    title: childText(update, 'title') ?? '',
    flaws,
    packages: packages.filter(({ architecture }) => !sources.has(architecture)),
    ...defined({
      severity,
      published,
      date: dateOf(childNamed(update, 'updated')) ?? published,
      details: childText(update, 'description')?.slice(0, longestDetails),
    }),
  };
}
