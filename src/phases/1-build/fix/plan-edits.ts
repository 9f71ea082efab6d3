import { asSeaworthyError, defined, type Package } from '../../../core/index.ts';
import { withEdits } from '../../../foundations/formats/index.ts';
import { versionOrder } from '../../../foundations/versions/index.ts';
import { ecosystemOf } from '../ecosystems/index.ts';
import { lockToolCommand } from './lock-tools.ts';
import { isPlainVersion } from './plain-version.ts';
import type { AskedByFile, AskedVersion, AskMemo, Wish, Writer } from './writer.ts';
import { writers } from './writers/index.ts';

/** A file of the project, as it was read. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** A package that is to come in another version. */
export interface WantedVersion {
  readonly found: Pick<Package, 'name' | 'version' | 'versionOrder' | 'type' | 'paths' | 'direct' | 'byWayOf'>;
  readonly to: string;
}

/** A package that a rewritten file asks for in another version: the one that was wanted, or one whose version the same text says. */
export interface Moved {
  readonly path: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** What became of one wanted version. */
export interface EditOutcome {
  readonly wanted: WantedVersion;
  /** `edited`: files ask for it now; `asked`: they did before; `kept`: nothing can be rewritten. */
  readonly state: 'edited' | 'asked' | 'kept';
  readonly moved: readonly Moved[];
  /** Why not, of each file that was looked at, or in general. */
  readonly why?: string;
  /** How the tool that wrote the lock file does it instead. */
  readonly tool?: string;
  /** What has to be run for it to hold: another file says which version is built. */
  readonly lock?: string;
  /** What goes with it: files beside it that are made anew. */
  readonly afterwards?: string;
}

export interface EditPlan {
  readonly outcomes: readonly EditOutcome[];
  /** Only those that are rewritten. */
  readonly files: readonly (FileText & {
    readonly before: string;
    /** Files that it goes with: where one of these is not written, it is not either. */
    readonly needs?: readonly string[];
  })[];
}

/** Whether somebody can rewrite the file. */
export const isWritable = (path: string): boolean => writers.some((writer) => writer.isFile(path));

/** Whether it may take versions from others of its kind, wherever in the project these lie. */
export const takesFromOthers = (path: string): boolean =>
  writers.some((writer) => writer.takesFromOthers === true && writer.isFile(path));

/** Loads what is needed to read the files again. */
export async function prepareWriters(): Promise<void> {
  for (const { prepare } of writers) await prepare?.();
}

/**
 * The fewest edits that make files ask for these versions. Each is proven: the rewritten text is read again, and where it does not say what was promised, or says
 * something else of another package, it is dropped and that is told. Pure; `prepareWriters` comes before it.
 */
export function planEdits(files: readonly FileText[], wanted: readonly WantedVersion[]): EditPlan {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const project = { texts, memo: new Map() };
  const outcomes = wanted.map((one) => mend(one, project));
  const changed = files.flatMap(({ path, text: before }) => {
    const text = texts.get(path) ?? before;
    return text === before ? [] : [{ path, text, before }];
  });
  return { outcomes, files: changed };
}

interface Project {
  readonly texts: Map<string, string>;
  readonly memo: AskMemo;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function mend(wanted: WantedVersion, project: Project): EditOutcome {
  const { texts } = project;
  const { found, to } = wanted;
  const wish: Wish = { name: found.name, installed: found.version, to };
  const tool = lockToolCommand(found.paths, wish);
  const kept = (why: string): EditOutcome => ({ wanted, state: 'kept', moved: [], why, ...defined({ tool }) });
  if (!isPlainVersion(to, found.versionOrder))
    return { wanted, state: 'kept', moved: [], why: 'the version that its advisory names is none that can be written' };
  const writer = writers.find(({ type }) => type === found.type);
  if (writer === undefined) return kept(`files of this kind (${found.type}) are not rewritten`);
  const own = found.paths.filter((path) => writer.isFile(path) && texts.has(path));
  if (own.length === 0 && found.direct === false) return kept(transitive(found));
  const folders = found.paths.map(folderOf);
  const candidates =
    own.length > 0
      ? own
      : writer.lock === undefined
        ? []
        : [...texts.keys()].filter((path) => writer.isFile(path) && folders.some((folder) => path.startsWith(folder)));
  if (candidates.length === 0) return kept(`${found.paths[0] ?? 'what names it'} is not rewritten by hand`);
  const before = new Map(texts);
  const results = candidates.map((path) => rewrite(writer, path, wish, found.versionOrder, project));
  const moved = results.flatMap((result) => result.moved ?? []);
  const whys = results.flatMap(({ why }, index) => (why === undefined ? [] : [`${candidates[index]}: ${why}`]));
  const isAsked = results.some((result) => result.isSettled === true);
  // A file that goes on asking for the old version keeps the flaw; a manifest below a lock file may not ask for the package at all.
  const isWhole = !results.some((result) => result.why !== undefined && (own.length > 0 || result.isAbsent !== true));
  const state = moved.length > 0 && isWhole ? 'edited' : isAsked && isWhole ? 'asked' : 'kept';
  // Half of it would change files and promise nothing.
  if (state === 'kept') for (const [path, text] of before) texts.set(path, text);
  const lock = state === 'kept' || own.length > 0 ? undefined : lockCommand(writer, wish, found.paths);
  const afterwards = state === 'edited' ? writer.afterwards?.(wish) : undefined;
  return {
    wanted,
    state,
    moved: state === 'kept' ? [] : moved,
    ...(state === 'kept' ? { why: whys.slice(0, 3).join('; '), ...defined({ tool }) } : {}),
    ...defined({ lock, afterwards }),
  };
}

/** Of a lock file whose tool has no such command, or of names that no shell should see, it is said in words. */
function lockCommand({ lock }: Writer, wish: Wish, paths: readonly string[]): string | undefined {
  if (lock === undefined) return undefined;
  const commands = paths.map((proof) => lock(wish, proof) ?? `make ${proof} anew with the tool that wrote it`);
  return [...new Set(commands)].join('; ');
}

/** What a lock file brings by way of others is asked for by them. */
function transitive({ byWayOf = [] }: WantedVersion['found']): string {
  const [first] = byWayOf;
  const who = first === undefined ? 'another package' : first;
  return `the project does not ask for it itself: ${who} does${byWayOf.length > 1 ? `, by way of ${byWayOf.slice(1).join(', ')}` : ''}, so that is what to raise`;
}

interface Rewritten {
  readonly moved?: readonly Moved[];
  readonly isSettled?: true;
  readonly why?: string;
  /** It does not ask for the package. */
  readonly isAbsent?: true;
}

function rewrite(writer: Writer, path: string, wish: Wish, order: string, { texts, memo }: Project): Rewritten {
  const ofKind = new Map([...texts].filter(([each]) => writer.isFile(each)));
  const written = writer.write(path, texts.get(path) ?? '', wish, ofKind);
  if ('why' in written) return written;
  if ('isSettled' in written) return { isSettled: true };
  const edited = [...Map.groupBy(written.edits, (edit) => edit.path ?? path)].map(
    ([each, edits]) => [each, withEdits(texts.get(each) ?? '', edits)] as const,
  );
  const around = writer.takesFromOthers === true ? ofKind : new Map([[path, texts.get(path) ?? '']]);
  try {
    const [old, now] = [writer.asks(around, memo), writer.asks(new Map([...around, ...edited]), memo)];
    const moved = movedOf(old, now);
    const why =
      moved === undefined
        ? 'the rewritten file does not ask for the same packages'
        : whyNotProven(moved, now.get(path) ?? [], wish, { order, type: writer.type });
    if (why !== undefined) return { why };
    for (const [each, text] of edited) texts.set(each, text);
    return { moved: moved ?? [] };
  } catch (error) {
    return {
      why: `the rewritten file cannot be read: ${asSeaworthyError(error, 'E_FORMAT', 'it is not understood').message}`,
    };
  }
}

/** Which packages are asked for in another version; undefined where it is not the same ones. Names may come several times: each in its turn. */
function movedOf(old: AskedByFile, now: AskedByFile): readonly Moved[] | undefined {
  const moved: Moved[] = [];
  for (const [path, asked] of old) {
    const before = byName(asked);
    const after = byName(now.get(path) ?? []);
    if (before.size !== after.size) return undefined;
    for (const [name, versions] of before) {
      const others = after.get(name);
      if (others === undefined) return undefined;
      // Two lines that say the same are one to some readers.
      const came = others.filter((one) => !versions.includes(one));
      const went = versions.filter((one) => !others.includes(one));
      for (const from of went) {
        const to = came[0] ?? others[0];
        if (to === undefined) return undefined;
        moved.push({ path, name, from, to });
      }
    }
  }
  return moved;
}

const byName = (asked: readonly AskedVersion[]): ReadonlyMap<string, readonly string[]> =>
  new Map([...Map.groupBy(asked, ({ name }) => name)].map(([name, all]) => [name, all.map(({ version }) => version)]));

/** A property may say the version of several packages: those of one group are made together, others are not. */
function whyNotProven(
  moved: readonly Moved[],
  now: readonly AskedVersion[],
  wish: Wish,
  { order: id, type }: { readonly order: string; readonly type: string },
): string | undefined {
  const order = versionOrder(id);
  const normalise = ecosystemOf(type)?.osv?.normalise ?? ((name: string) => name);
  const isOwn = (name: string): boolean => normalise(name) === normalise(wish.name);
  const stays = now.some(
    ({ name, version }) => isOwn(name) && version !== '' && (order?.compare(version, wish.to) ?? -1) < 0,
  );
  if (stays || !moved.some(({ name }) => isOwn(name))) return 'the rewritten file would still not ask for that version';
  const group = wish.name.split(':', 1)[0];
  const other = moved.find(({ name }) => !isOwn(name) && (!name.includes(':') || name.split(':', 1)[0] !== group));
  return other === undefined
    ? undefined
    : `the same text says the version of ${other.name}, which is not of the same group`;
}
