import {
  type Coverage,
  comparePackages,
  count,
  type Distribution,
  defined,
  type ErrorCode,
  emptyCoverage,
  formatPurl,
  type Inventory,
  type LayerRef,
  type LinkedCode,
  type Package,
  type PackageFile,
  type PackageOrigin,
  type ParsedPurl,
  type Problem,
  parsePurl,
  SeaworthyError,
  type SourcePackage,
  type Unidentified,
} from '../../core/index.ts';
import { readCpe } from '../formats/index.ts';
import { readPurl, writtenUpstream } from './purls.ts';
import { systemId } from './systems.ts';
import { compareVersions, withEpoch } from './versions.ts';

/** What is known of a kind of packages, by its purl type. */
export interface KnownKind {
  readonly versionOrder?: string;
  /** Of a type whose packages have orders of their own: that of one of them, by its name; undefined for those of the order above. */
  orderOf?(name: string): string | undefined;
  /** What stands between namespace and name in the names that advisories use; absent where the namespace is no part of the name. */
  readonly separator?: string;
  /** Whether a distribution builds them from source packages, which its advisories are about. */
  readonly isSystem: boolean;
  /** Whether a name has a namespace before it always, or never. */
  readonly namespace?: 'required' | 'none';
  /** Whether names have no capital letters, so that one with some is meant without. */
  readonly lowerCase?: boolean;
}

export interface SbomReadOptions {
  /** Undefined for a kind that nobody here knows. */
  kindOf(type: string): KnownKind | undefined;
}

/** What a document says of one package. */
export interface Claim {
  /** What the document calls it; unique in it, if it is well formed. */
  readonly ref?: string | undefined;
  readonly name: string;
  /** What stands before the name, of a package that has no URL. */
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
  readonly cpe?: string | undefined;
  /** What it is in the words of the document, for one that nobody can identify: `library`. */
  readonly what: string;
  readonly architecture?: string | undefined;
  readonly os?: string | undefined;
  readonly code?: LinkedCode | undefined;
  readonly source?: SourcePackage | undefined;
  readonly origin?: PackageOrigin | undefined;
  readonly licences: readonly string[];
  /** With or without leading slash. */
  readonly paths: readonly string[];
  readonly layer?: LayerRef | undefined;
  /** As `ref`. */
  readonly ownedBy?: string | undefined;
  /** What it needs, where the document says so of it alone, as `ref`: then its graph says nothing more of it. */
  readonly needs?: readonly string[] | undefined;
  readonly form?: Package['form'] | undefined;
  readonly file?: PackageFile | undefined;
  readonly files?: readonly string[] | undefined;
  readonly isDeclared?: boolean | undefined;
  /** As `Package.state`. */
  readonly state?: string | undefined;
  readonly isForDevelopment?: boolean | undefined;
  readonly isDirect?: boolean | undefined;
  /** Of our own documents: then name and version are as an extractor found them. */
  readonly foundBy?: string | undefined;
  /** Of our own documents; else it follows from the kind. */
  readonly versionOrder?: string | undefined;
}

/** Packages of one document: a scan of a whole host has some ten thousand. */
const maxPackages = 200_000;
/** Problems that are told one by one. */
const maxTold = 100;

export const part = 'sbom';

/** Takes what a document lists, and tells what it could not take: nothing that is listed goes without a word. */
export class Contents {
  readonly #where: string;
  readonly #options: SbomReadOptions;
  readonly #packages: Package[] = [];
  readonly #unidentified: Unidentified[] = [];
  readonly #problems: Problem[] = [];
  #untold = 0;
  /** Packages that nobody could look up. */
  #unfound = 0;
  /** Ids that are taken, and the last number that was put behind each. */
  readonly #refs = new Map<string, number>();
  /** What packages need, by what the document calls them. */
  readonly #needs = new Map<string, Set<string>>();
  readonly #layers = new Map<string, LayerRef>();
  #distribution: Distribution | undefined;

  constructor(where: string, options: SbomReadOptions) {
    this.#where = where;
    this.#options = options;
  }

  get where(): string {
    return this.#where;
  }

  problem(message: string, incomplete: boolean, code: ErrorCode = 'E_FORMAT'): void {
    if (this.#problems.some((known) => known.message === message)) return;
    if (this.#problems.length < maxTold) this.#problems.push({ code, message, where: this.#where, part, incomplete });
    else this.#untold++;
  }

  /** Whether a package of this URL can be looked up, whatever else the document says that it is. */
  canLookUp(purl: string | undefined): boolean {
    const parsed = purl === undefined ? undefined : parsePurl(purl);
    return parsed !== undefined && this.#options.kindOf(parsed.type) !== undefined;
  }

  /** Software that the document names without saying what it is in a way that anybody could look up, or that our document told so. */
  unidentified(path: string, what: string): void {
    this.#unidentified.push({ path: withoutSlash(path), what });
  }

  distribution(said: Omit<Distribution, 'endOfLife'>): void {
    const known = this.#distribution;
    const id = systemId(said.id);
    if (known === undefined) this.#distribution = { ...said, id };
    else if (known.id !== id || known.version !== said.version)
      this.problem(`names a second distribution, ${said.id} ${said.version ?? ''}: the first was taken`, true);
  }

  add(claim: Claim): void {
    if (this.#packages.length + this.#unidentified.length >= maxPackages)
      throw new SeaworthyError('E_LIMIT', `a bill of materials of more than ${maxPackages} packages`, {
        where: this.#where,
      });
    const written = claim.purl ?? genericPurl(claim);
    const said = written === undefined ? undefined : parsePurl(written);
    if (claim.purl === undefined || said === undefined) this.#unfound++;
    if (said === undefined) {
      const why = claim.purl === undefined ? 'without a name' : 'with a package URL that cannot be read';
      const named = [claim.what, claim.name, claim.version].filter(Boolean).join(' ');
      this.unidentified(claim.paths[0] ?? this.#where, `${named}, listed ${why}`);
      return;
    }
    const kind = this.#options.kindOf(said.type);
    const wrong = isOfOthers(claim) ? whyNoName(said, kind) : undefined;
    if (wrong !== undefined)
      this.problem(`${claim.name} is listed as ${written?.slice(0, 200)}, which nobody publishes: ${wrong}`, true);
    const purl = this.#respelt(said, claim, kind);
    // Whoever looks it up has one spelling to read.
    const canonical = formatPurl(purl);
    const version = this.#versionOf(claim, purl, kind);
    const paths = claim.paths.length === 0 ? [this.#where] : claim.paths.map(withoutSlash);
    // What an extractor of ours did not tell of a package is not in its URL either.
    const foreign = isOfOthers(claim) ? purl : undefined;
    const architecture = claim.architecture ?? foreign?.qualifiers.arch;
    const source =
      claim.source ?? (kind?.isSystem === true && foreign ? upstreamOf(foreign, version, kind) : undefined);
    if (claim.layer !== undefined) this.#layers.set(`${claim.layer.index} ${claim.layer.digest}`, claim.layer);
    this.#packages.push({
      id: this.#unique(claim.ref ?? `${written} /${paths[0]}`),
      name: claim.foundBy === undefined ? nameOf(purl, kind) : claim.name,
      version,
      purl: isOfOthers(claim) ? canonical : readPurl(canonical, version),
      type: purl.type,
      versionOrder: claim.versionOrder ?? kind?.orderOf?.(purl.name) ?? kind?.versionOrder ?? purl.type,
      ...defined({ architecture, os: claim.os, source, code: claim.code }),
      ...(claim.origin === undefined || Object.keys(claim.origin).length === 0 ? {} : { origin: claim.origin }),
      licences: claim.licences,
      path: paths[0] ?? this.#where,
      paths,
      ...defined({ layer: claim.layer, form: claim.form, file: claim.form === 'file' ? claim.file : undefined }),
      files: claim.files ?? [],
      ...defined({ ownedBy: claim.ownedBy }),
      foundBy: claim.foundBy ?? part,
      ...(claim.isDeclared === true ? { evidence: 'declared' } : {}),
      ...defined({ state: claim.state }),
      ...(claim.isForDevelopment === true ? { development: true } : {}),
      ...defined({ direct: claim.isDirect, dependencies: claim.needs?.toSorted() }),
    });
  }

  /** What one package needs, all in the words of the document; none says that it needs nothing. What the document does not list is left out. */
  needs(ref: string, needed: readonly string[]): void {
    const known = this.#needs.get(ref) ?? new Set();
    for (const one of needed) known.add(one);
    this.#needs.set(ref, known);
  }

  /** All that was taken. `lookedAt` are the layers of the image, where the document has them. */
  inventory(layers: readonly LayerRef[] = []): Omit<Inventory, 'subject'> {
    const distribution = this.#distribution ?? this.#distributionOfPurls();
    this.#noteSources();
    this.#noteUnfound();
    const seen = layers.length > 0 ? layers : [...this.#layers.values()].sort((a, b) => a.index - b.index);
    return {
      ...defined({ distribution }),
      packages: this.#withNeeds().toSorted(comparePackages),
      layers: seen,
      coverage: this.#coverage(),
    };
  }

  /** What a package has brought is no need of it: documents put both into one graph. Where nothing else stands there, nothing is known of its needs. */
  #withNeeds(): readonly Package[] {
    const owners = new Map(this.#packages.map(({ id, ownedBy }) => [id, ownedBy]));
    return this.#packages.map((one) => {
      const needed = this.#needs.get(one.id);
      if (one.dependencies !== undefined)
        return { ...one, dependencies: one.dependencies.filter((id) => owners.has(id) && id !== one.id) };
      if (needed === undefined) return one;
      const here = [...needed].filter((id) => owners.has(id) && id !== one.id && owners.get(id) !== one.id);
      return here.length === 0 && needed.size > 0 ? one : { ...one, dependencies: here.sort() };
    });
  }

  #coverage(): Coverage {
    const problems =
      this.#untold === 0
        ? this.#problems
        : [
            ...this.#problems,
            {
              code: 'E_INCOMPLETE',
              message: `and ${this.#untold} more things could not be read`,
              where: this.#where,
              part,
              incomplete: true,
            } as const,
          ];
    const partly = problems.some(({ incomplete }) => incomplete);
    return {
      ...emptyCoverage,
      parts: [
        {
          id: part,
          version: 1,
          files: 1,
          found: this.#packages.length,
          state: partly ? 'partly' : 'complete',
          why: 'only what the document lists was looked at: what it leaves out nobody has seen',
        },
      ],
      problems,
      unidentified: this.#unidentified.toSorted((a, b) => compare(a.path, b.path) || compare(a.what, b.what)),
    };
  }

  /** A name as its kind spells it: advisories know no other. One of before that rule may be another package, so that it is told. */
  #respelt(purl: ParsedPurl, claim: Claim, kind: KnownKind | undefined): ParsedPurl {
    if (kind?.lowerCase !== true || !isOfOthers(claim)) return purl;
    const { name, namespace } = purl;
    const respelt = {
      ...purl,
      name: name.toLowerCase(),
      ...(namespace === undefined ? {} : { namespace: namespace.toLowerCase() }),
    };
    const [written, judged] = [nameOf(purl, kind), nameOf(respelt, kind)];
    if (written !== judged)
      this.problem(
        `${written} is listed, and names of ${purl.type} have no capital letters: ${judged} was judged`,
        true,
        'E_INCOMPLETE',
      );
    return respelt;
  }

  /** The URL is what is looked up: where the document says another version beside it, somebody is wrong, and nobody knows who. */
  #versionOf(claim: Claim, purl: ParsedPurl, kind: KnownKind | undefined): string {
    const said = claim.version ?? '';
    const agreement = compareVersions(said, purl, kind?.isSystem === true);
    if (agreement === 'other')
      this.problem(
        `${claim.name} is listed as version ${said} with a package URL of version ${purl.version}: that of the URL was judged`,
        true,
        'E_INCOMPLETE',
      );
    if (agreement !== 'same') return withEpoch(purl.version ?? '', purl);
    return claim.foundBy === undefined ? withEpoch(said, purl) : said;
  }

  /** Where one stands several times, each is numbered. */
  #unique(ref: string): string {
    let id = ref;
    let number = this.#refs.get(ref) ?? 1;
    while (this.#refs.has(id)) id = `${ref} #${++number}`;
    this.#refs.set(ref, number);
    if (id !== ref) this.#refs.set(id, 1);
    return id;
  }

  /**
   * The `distro` of the packages' own URLs, where they agree: `debian-12`, or, for Debian and its kin, the word of the release as in the examples of the
   * purl specification, where the namespace says whose it is (`pkg:deb/debian/curl@7.50.3-1?distro=jessie`).
   */
  #distributionOfPurls(): Distribution | undefined {
    // Where our own document names none, the image did not.
    const purls = this.#packages
      .filter(({ type, foundBy }) => foundBy === part && this.#options.kindOf(type)?.isSystem === true)
      .flatMap(({ purl }) => parsePurl(purl) ?? []);
    const named = new Set(purls.flatMap(({ qualifiers }) => qualifiers.distro ?? []));
    const [distro, ...others] = named;
    if (distro === undefined) return undefined;
    if (others.length > 0) {
      this.problem(
        `its packages are of several distributions: ${[...named].slice(0, 5).join(', ')}`,
        true,
        'E_INCOMPLETE',
      );
      return undefined;
    }
    const [, id, version] = /^([a-z][a-z_-]*?)-(\d[\w.]*)$/i.exec(distro) ?? [];
    if (id !== undefined) return { id: id.toLowerCase(), ...defined({ version }), like: [], path: this.#where };
    const makers = new Set(purls.map(({ type, namespace }) => (type === 'deb' ? namespace?.toLowerCase() : undefined)));
    const [maker, second] = makers;
    const word = distro.toLowerCase();
    const isRelease = maker !== undefined && second === undefined && maker !== word && /^[a-z]{3,20}$/.test(word);
    return isRelease
      ? { id: maker, codename: word, like: [], path: this.#where }
      : { id: word, like: [], path: this.#where };
  }

  /** A package that was listed and is looked up by nobody, and a list of nothing, must not look like good news. */
  #noteUnfound(): void {
    if (this.#unfound > 0)
      this.problem(
        `lists ${count(this.#unfound, 'package')} that nobody can look up, without a package URL that can be read`,
        true,
        'E_INCOMPLETE',
      );
    else if (this.#packages.length === 0) this.problem('lists no package', true, 'E_INCOMPLETE');
  }

  /** Distributions publish about source packages: where a document names none of a kind, a package that has another name there is found in no advisory. */
  #noteSources(): void {
    const foreign = this.#packages.filter(
      ({ type, foundBy }) => foundBy === part && this.#options.kindOf(type)?.isSystem === true,
    );
    for (const [type, found] of Map.groupBy(foreign, (one) => one.type))
      if (found.every(({ source }) => source === undefined))
        this.problem(
          `names no source packages of its ${found.length} ${type} packages: what is published about a source of another name is not found`,
          true,
          'E_INCOMPLETE',
        );
  }
}

/** Why no package can have such a name, so that nobody has said anything of it; undefined where one can. */
function whyNoName({ type, namespace, name }: ParsedPurl, kind: KnownKind | undefined): string | undefined {
  if (/[\s\p{C}\p{Default_Ignorable_Code_Point}]/u.test(`${namespace ?? ''}${name}`))
    return 'a name has no such characters';
  if (`/${namespace ?? ''}/`.includes('/../')) return 'a name is no path';
  if (kind?.namespace === 'required' && namespace === undefined) return `names of ${type} have a namespace`;
  if (kind?.namespace === 'none' && namespace !== undefined) return `names of ${type} have no namespace`;
  return undefined;
}

/** Whether it is no extractor of ours that found it. */
const isOfOthers = ({ foundBy }: Claim): boolean => foundBy === undefined || foundBy === part;

/** One that only has a name is of no kind whose advisories anybody could look up (purl-spec, type `generic`); a version may stand in its CPE name alone. */
function genericPurl({ name, group, version, cpe }: Claim): string | undefined {
  const known = cpe === undefined ? undefined : readCpe(cpe);
  const called = name || known?.product;
  if (called === undefined || called === '') return undefined;
  const said = version || known?.version;
  return formatPurl({ type: 'generic', name: called, ...defined({ namespace: group || undefined, version: said }) });
}

const withoutSlash = (path: string): string => path.replace(/^\/+/, '');

/** As advisories of the kind write it. */
function nameOf({ namespace, name }: ParsedPurl, kind: KnownKind | undefined): string {
  const separator = kind === undefined ? '/' : kind.separator;
  return namespace === undefined || separator === undefined ? name : `${namespace}${separator}${name}`;
}

/** Sources are spelt as what is built from them. */
function upstreamOf({ qualifiers }: ParsedPurl, own: string, kind: KnownKind): SourcePackage | undefined {
  const written = writtenUpstream(qualifiers.upstream, own);
  return written && kind.lowerCase === true ? { ...written, name: written.name.toLowerCase() } : written;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
