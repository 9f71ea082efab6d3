import { dirname, isAbsolute, join } from 'node:path';
import { asSeaworthyError, type ErrorCode, SeaworthyError, withWhy } from '../../../../../core/index.ts';
import { formatPath, readYaml } from '../../../../../foundations/formats/index.ts';
import { unknownMark } from '../../unknown-mark.ts';
import { readDotenv } from './dotenv.ts';
import type { Variables } from './interpolate.ts';
import { alone, merge } from './merge.ts';
import {
  type ComposeSource,
  composeTags,
  member,
  type PlacedMap,
  type PlacedValue,
  place,
  type WrittenAt,
} from './placed.ts';

/** Larger files are no Compose files. */
export const maxComposeBytes = 4 * 1024 * 1024;
/** Files of one project, those that are included and extended counted. */
const maxFiles = 100;
/** Projects that include one another, and services that extend one another. */
const maxDepth = 16;
const maxServices = 2_000;
/** Projects that are included, each as often as it is. */
const maxIncluded = 200;

/** Variables that every shell has, as a file may write their values; Compose takes those before any of `.env`. */
const everywhere: ReadonlyMap<string, string> = new Map([
  ['HOME', '~'],
  ['PWD', '.'],
]);

/** Reads files beside the project: undefined where there is none. Throws `SeaworthyError` for one that may not be read. */
export type ReadProjectFile = (path: string) => Uint8Array | undefined;

/** Something of a project that is not as it should be, or was not read. */
export interface ComposeProblem {
  readonly path: string;
  readonly line?: number;
  readonly code: ErrorCode;
  readonly message: string;
}

/** What Compose would start by these files. */
export interface ComposeProject {
  /** The files that were asked for, then those that they include and extend. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Everything, with the files laid over one another. */
  readonly top: PlacedMap;
  readonly services: ReadonlyMap<string, PlacedValue>;
  /** Each makes the result incomplete. */
  readonly problems: readonly ComposeProblem[];
}

/**
 * The project that Compose makes of files (Compose specification): `.env` beside the first fills in variables, later files are laid over earlier ones, what is
 * included and extended is read. The environment of whoever starts it is not known here, but that it has a home and a folder. Throws what `readYaml` throws of the files that were asked for.
 */
export async function readComposeProject(paths: readonly string[], read: ReadProjectFile): Promise<ComposeProject> {
  const reader = new ProjectReader(read);
  const top = await reader.project(paths, (name) => everywhere.get(name), 0, true);
  const services = member(top, 'services');
  const found = services?.kind === 'map' ? [...services.members] : [];
  const [first = ''] = paths;
  if (found.length > maxServices)
    reader.tell({
      path: first,
      code: 'E_LIMIT',
      message: `more than ${maxServices} services: not all of them are judged`,
    });
  return { files: reader.files, top, services: new Map(found.slice(0, maxServices)), problems: reader.problems };
}

class ProjectReader {
  readonly files: { readonly path: string; readonly bytes: Uint8Array }[] = [];
  readonly problems: ComposeProblem[] = [];
  readonly #read: ReadProjectFile;
  readonly #placed = new Map<string, PlacedMap>();
  /** Files of the projects that are being read: one that includes one of them has no end. */
  readonly #open: string[] = [];
  #times = 0;

  constructor(read: ReadProjectFile) {
    this.#read = read;
  }

  tell(problem: ComposeProblem): void {
    if (this.problems.length < 1_000) this.problems.push(problem);
  }

  #tellAt({ source, path }: WrittenAt, message: string, code: ErrorCode = 'E_INCOMPLETE'): void {
    const { line } = source.document.keyPositionOf(path);
    const way = formatPath(path);
    this.tell({ path: source.path, line, code, message: way === '' ? message : `${way}: ${message}` });
  }

  async project(paths: readonly string[], given: Variables, depth: number, asked: boolean): Promise<PlacedMap> {
    const [first = '.'] = paths;
    const own = this.#environment(join(dirname(first), '.env'));
    const variables: Variables = (name) => given(name) ?? own.get(name);
    let top: PlacedMap | undefined;
    let included: readonly PlacedMap[] = [];
    this.#open.push(...paths);
    for (const path of paths) {
      const file = await this.#file(path, variables, asked);
      if (file === undefined) continue;
      included = [...included, ...(await this.#included(file, variables, depth))];
      const extended = await this.#extended(file, variables);
      const merged: PlacedValue | undefined = top === undefined ? alone(extended) : merge(top, extended);
      if (merged?.kind === 'map') top = merged;
    }
    this.#open.splice(this.#open.length - paths.length);
    if (top === undefined) throw new SeaworthyError('E_INCOMPLETE', 'nothing of it was read', { where: first });
    return included.reduce((all, one) => this.#joined(all, one), top);
  }

  #environment(path: string): ReadonlyMap<string, string> {
    try {
      const bytes = this.#read(path);
      return bytes === undefined ? new Map() : readDotenv(new TextDecoder().decode(bytes));
    } catch (cause) {
      const { code, message, why } = asSeaworthyError(cause, 'E_READ', 'it cannot be read', path);
      this.tell({ path, code, message: withWhy(message, why) });
      return new Map();
    }
  }

  /** The file as placed values; undefined, and told, where it was not asked for and cannot be read. */
  async #file(path: string, variables: Variables, asked: boolean, from?: WrittenAt): Promise<PlacedMap | undefined> {
    const key = `${path}\0${asked}`;
    const known = this.#placed.get(key);
    if (known !== undefined) return known;
    try {
      if (this.files.length >= maxFiles)
        throw new SeaworthyError('E_LIMIT', `more than ${maxFiles} files`, { where: path });
      const bytes = this.#read(path);
      if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
      const documents = await readYaml(bytes, path, { maxBytes: maxComposeBytes, version: '1.1', tagged: composeTags });
      if (!this.files.some((one) => one.path === path)) this.files.push({ path, bytes });
      const placed = this.#documents(path, documents, variables);
      this.#placed.set(key, placed);
      return placed;
    } catch (cause) {
      if (asked) throw cause;
      const { code, message, why } = asSeaworthyError(cause, 'E_READ', 'it cannot be read', path);
      if (from === undefined) this.tell({ path, code, message: withWhy(message, why) });
      else this.#tellAt(from, `${path} was not read: ${withWhy(message, why)}`, code);
      return undefined;
    }
  }

  /** Several documents in one file are laid over one another as files are. */
  #documents(path: string, documents: readonly ComposeSource['document'][], variables: Variables): PlacedMap {
    let placed: PlacedMap | undefined;
    for (const document of documents) {
      const value = place({ path, document }, variables, (at, message) => this.#tellAt(at, message, 'E_FORMAT'));
      if (value.kind !== 'map')
        throw new SeaworthyError('E_FORMAT', 'no Compose file', { where: path, why: 'it is no mapping' });
      const merged = placed === undefined ? value : merge(placed, value);
      if (merged?.kind === 'map') placed = merged;
    }
    if (placed === undefined)
      throw new SeaworthyError('E_FORMAT', 'no Compose file', { where: path, why: 'it is empty' });
    return placed;
  }

  async #included(file: PlacedMap, variables: Variables, depth: number): Promise<readonly PlacedMap[]> {
    const include = file.members.get('include');
    if (include === undefined) return [];
    const entries = include.kind === 'list' ? include.items : [include];
    const found: PlacedMap[] = [];
    for (const entry of entries) {
      const written = entry.kind === 'map' ? entry.members.get('path') : entry;
      const paths = written?.kind === 'list' ? written.items : [written];
      const texts = paths.map((one) => this.#beside(one, entry.at, entry.at.source.path));
      if (texts.some((one) => one === undefined)) continue;
      const files = texts.filter((one) => one !== undefined);
      if (files.some((one) => this.#open.includes(one)))
        this.#tellAt(entry.at, 'files include one another without end', 'E_FORMAT');
      else if (depth >= maxDepth || ++this.#times > maxIncluded)
        this.#tellAt(entry.at, 'more is included than is read: too deep, or too often', 'E_LIMIT');
      else
        try {
          found.push(await this.project(files, variables, depth + 1, false));
        } catch (cause) {
          const { code, message } = asSeaworthyError(cause, 'E_READ', 'it cannot be read');
          this.#tellAt(entry.at, `what it includes was not read: ${message}`, code);
        }
    }
    return found;
  }

  /** The path of a file that another one names; undefined, and told, where it is not known or lies elsewhere. */
  #beside(written: PlacedValue | undefined, at: WrittenAt, from: string): string | undefined {
    const text = written?.kind === 'scalar' && typeof written.value === 'string' ? written.value : undefined;
    if (text === undefined || text === '') this.#tellAt(at, 'it does not say which file', 'E_FORMAT');
    else if (text.includes(unknownMark))
      this.#tellAt(at, 'which file this is depends on a variable that has no value here');
    else if (/^(?:[a-z][a-z0-9+]*:\/\/|oci:|git@|github\.com\/)/i.test(text))
      this.#tellAt(at, 'it lies elsewhere: nothing is fetched, so it was not judged');
    else return isAbsolute(text) ? text : join(dirname(from), text);
    return undefined;
  }

  /** What is included comes in beside what is there; Compose refuses two of one name. */
  #joined(top: PlacedMap, other: PlacedMap): PlacedMap {
    const members = new Map(top.members);
    for (const [section, value] of other.members) {
      if (value.kind !== 'map' || section.startsWith('x-')) continue;
      const own = members.get(section);
      const both = new Map(own?.kind === 'map' ? own.members : []);
      for (const [name, one] of value.members) {
        if (!both.has(name)) both.set(name, one);
        else if (section === 'services')
          this.#tellAt(one.at, 'a service of this name is in the file that includes this one', 'E_FORMAT');
      }
      members.set(section, { kind: 'map', at: own?.at ?? value.at, members: both });
    }
    return { ...top, members };
  }

  /** The file with every service that extends another one laid over it. */
  async #extended(file: PlacedMap, variables: Variables): Promise<PlacedMap> {
    const services = file.members.get('services');
    if (services?.kind !== 'map') return file;
    const made = new Map<string, PlacedValue>();
    for (const name of services.members.keys()) {
      const service = await this.#service(file, name, variables, []);
      if (service !== undefined) made.set(name, service);
    }
    const members = new Map(file.members).set('services', { ...services, members: made });
    return { ...file, members };
  }

  async #service(
    file: PlacedMap,
    name: string,
    variables: Variables,
    open: readonly PlacedValue[],
  ): Promise<PlacedValue | undefined> {
    const own = member(file.members.get('services'), name);
    const extend = member(own, 'extends');
    if (own?.kind !== 'map' || extend === undefined || own.tag === 'reset') return own;
    const rest = new Map(own.members);
    rest.delete('extends');
    const without: PlacedMap = { ...own, members: rest };
    if (open.includes(own) || open.length >= maxDepth) {
      this.#tellAt(extend.at, 'services extend one another without end', 'E_FORMAT');
      return without;
    }
    const base = await this.#base(file, extend, variables, [...open, own]);
    return base === undefined ? without : merge(base, without, ['services', name]);
  }

  async #base(
    file: PlacedMap,
    extend: PlacedValue,
    variables: Variables,
    open: readonly PlacedValue[],
  ): Promise<PlacedValue | undefined> {
    const service = extend.kind === 'map' ? extend.members.get('service') : extend;
    const name = service?.kind === 'scalar' && service.value !== null ? String(service.value) : undefined;
    if (name === undefined || name.includes(unknownMark)) {
      this.#tellAt(extend.at, 'which service it extends is not known here');
      return undefined;
    }
    const other = member(extend, 'file');
    let from: PlacedMap | undefined = file;
    if (other !== undefined) {
      const path = this.#beside(other, extend.at, extend.at.source.path);
      from = path === undefined ? undefined : await this.#file(path, variables, false, extend.at);
      if (from === undefined) return undefined;
    }
    const base = await this.#service(from, name, variables, open);
    if (base === undefined) this.#tellAt(extend.at, `there is no service ${name}`, 'E_FORMAT');
    return base;
  }
}
