import { isDeepStrictEqual } from 'node:util';
import { type Clock, systemClock } from '../../../../../core/index.ts';
import { type FieldPath, formatPath, withEdits } from '../../../../../foundations/formats/index.ts';
import { changesOf, type MendedPlace, type MendedText, maxMends } from '../../mend.ts';
import type { FieldChange, ManifestBreach, ManifestCheck } from '../check.ts';
import { suppressionOf } from '../ignores.ts';
import { isManifestGap, type ManifestFile, maxManifestObjects, readManifestFile } from '../read-manifest-file.ts';
import { type ManifestObject, ManifestView } from '../view.ts';

/** A larger file is no one that a person keeps in order by a program. */
const maxLength = 256 * 1024;

export interface MendManifestsOptions {
  /** Checks to keep. */
  readonly checks: readonly ManifestCheck[];
  /** Ids of checks for which somebody asked by name. */
  readonly asked: ReadonlySet<string>;
  /** Ids of checks of which an exception sets something aside in a file. */
  leaveIn(path: string): ReadonlySet<string>;
  readonly clock?: Clock;
}

/** What became of one file: its text and places, or why it is not changed. */
export type MendedManifest = { readonly path: string; readonly before: string } & (
  | MendedText
  | { readonly why: string }
);

/** Where checks are not kept, of one file, in the order of the checks. */
type Breaches = readonly (readonly [check: ManifestCheck, breaches: readonly ManifestBreach[]])[];

interface FileNow {
  readonly file: ManifestFile;
  readonly text: string;
}

/**
 * Mends manifests that are judged together; what a comment or an annotation sets aside is left alone. Each change is proven: the file is read again and says
 * what it said, but for that one field; and at the end all are judged again, and a file of which a mended check is still broken, or another one now, is left
 * as it is. A file that was not read whole is never changed.
 */
export async function mendManifests(
  files: readonly ManifestFile[],
  options: MendManifestsOptions,
): Promise<readonly MendedManifest[]> {
  const before = judge(files, options);
  const objects = Map.groupBy(before.view.objects, (one) => one.locate(one.path).path);
  const made = new Map<string, Attempt>();
  for (const file of files) {
    const text = textOf(file);
    const breaches = before.found.get(file.path) ?? [];
    if (text === undefined || breaches.length === 0) continue;
    const why = whyNotWhole(file, text, objects.get(file.path) ?? []);
    const one =
      why === undefined ? await attempt({ file, text }, before.view, breaches, options) : { text, why, places: [] };
    made.set(file.path, one);
  }
  const { found: after } = judge(
    files.map((file) => made.get(file.path)?.now ?? file),
    options,
  );
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...made].map(([path, { text, now, why, places }]): MendedManifest => {
    const file = byPath.get(path);
    const original = (file && textOf(file)) ?? text;
    if (why !== undefined) return { path, before: original, why };
    const dropped = now && whyNotProven(before.found.get(path) ?? [], after.get(path) ?? [], places);
    if (dropped !== undefined)
      return {
        path,
        before: original,
        text: original,
        places: places.map(({ object: _object, ...place }) =>
          place.state === 'mended' ? { ...place, state: 'kept', why: dropped } : place,
        ),
      };
    return {
      path,
      before: original,
      text,
      places: places.map((place) => withSideEffect(place, after.get(path) ?? [])),
    };
  });
}

interface Attempt {
  readonly text: string;
  readonly now?: ManifestFile;
  readonly why?: string;
  readonly places: readonly (MendedPlace & { readonly object: string })[];
}

/** Makes every change of a file, one after the other. */
async function attempt(
  first: FileNow,
  view: ManifestView,
  breaches: Breaches,
  options: MendManifestsOptions,
): Promise<Attempt> {
  let now = first;
  let left = maxMends;
  const places: (MendedPlace & { readonly object: string })[] = [];
  const leave = options.leaveIn(first.file.path);
  for (const [check, found] of breaches) {
    for (const breach of found) {
      const { object, path } = breach;
      const told = {
        check: check.id,
        title: check.title,
        line: object.locate(path).line ?? 1,
        object: identity(breach),
      };
      const mend = changesOf({ isSetAside: leave.has(check.id), isAsked: options.asked.has(check.id), left }, () =>
        check.mender?.mend(breach, view),
      );
      if ('state' in mend) places.push({ ...told, ...mend });
      else {
        left--;
        const index = first.file.manifest.objects.findIndex((one) => one.value === object.value);
        const changed = await withChanges(now, index, mend.changes);
        if (typeof changed === 'string') places.push({ ...told, state: 'kept', why: changed });
        else {
          places.push({ ...told, state: 'mended' });
          now = changed;
        }
      }
    }
  }
  return now === first ? { text: now.text, places } : { text: now.text, now: now.file, places };
}

/** The file with these fields set; or why they cannot be. One that says it already is left as it is. */
async function withChanges(first: FileNow, index: number, changes: readonly FieldChange[]): Promise<FileNow | string> {
  let now = first;
  for (const { path, value } of changes) {
    const object = now.file.manifest.objects[index];
    if (object === undefined) return 'its place is not known';
    const inside = path.slice(object.path.length);
    if (isDeepStrictEqual(valueAt(object.value, inside), value)) continue;
    const setting = object.set(path, value);
    if ('why' in setting) return setting.why;
    const mark = now.text.startsWith('\ufeff') ? 1 : 0;
    const text = withEdits(now.text, [{ ...setting, start: setting.start + mark, end: setting.end + mark }]);
    const file = await readAgain(now.file, text);
    const wanted = now.file.manifest.objects.map((one, at) =>
      at === index ? withValue(one.value, inside, value) : one.value,
    );
    const isProven =
      file !== undefined &&
      isDeepStrictEqual(
        file.manifest.objects.map((one) => one.value),
        wanted,
      );
    if (!isProven) return 'how it is written here is not known well enough to change it';
    now = { file, text };
  }
  return now;
}

async function readAgain({ path, subject }: ManifestFile, text: string): Promise<ManifestFile | undefined> {
  try {
    return await readManifestFile(path, new TextEncoder().encode(text), subject);
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce(
    (at: unknown, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
}

/** The value with a field set, made anew; objects and lists on the way that are not there are. */
function withValue(value: unknown, [step, ...rest]: FieldPath, set: unknown): unknown {
  if (step === undefined) return set;
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    list[step] = withValue(list[step], rest, set);
    return list;
  }
  const object = typeof value === 'object' && value !== null ? value : {};
  return { ...object, [step]: withValue(Reflect.get(object, step), rest, set) };
}

/** Where checks are not kept and nothing sets that aside, by file. */
function judge(
  files: readonly ManifestFile[],
  { checks, clock = systemClock }: MendManifestsOptions,
): { readonly view: ManifestView; readonly found: ReadonlyMap<string, Breaches> } {
  const now = clock.now();
  const byPath = new Map(files.map((file) => [file.path, file]));
  const view = new ManifestView(files.flatMap(({ manifest }) => manifest.objects).slice(0, maxManifestObjects));
  const found = new Map<string, (readonly [ManifestCheck, readonly ManifestBreach[]])[]>();
  for (const check of checks) {
    // As one finding is made of all that is found of an object, one comment sets it all aside.
    for (const [object, breaches] of Map.groupBy(check.look(view), (one) => one.object)) {
      const { path } = object.locate(object.path);
      const file = byPath.get(path);
      const line = object.locate(breaches[0]?.path ?? object.path).line;
      if (file === undefined || suppressionOf(check, object, line, file.comments, path, now) !== undefined) continue;
      found.set(path, [...(found.get(path) ?? []), [check, breaches]]);
    }
  }
  return { view, found };
}

/** Why a file may hold what nobody has read. */
function whyNotWhole({ manifest }: ManifestFile, text: string, objects: readonly ManifestObject[]): string | undefined {
  if (text.length > maxLength) return `it is larger than ${maxLength} characters`;
  const gap = manifest.unread.find(isManifestGap);
  if (gap !== undefined) return `${gap.what}: ${gap.why}`;
  if (objects.length < manifest.objects.length) return 'not all objects of it were judged';
  const [problem] = objects.flatMap((one) => one.problems);
  return problem === undefined ? undefined : `${formatPath(problem.path)} ${problem.message}`;
}

const identity = ({ object, path }: ManifestBreach): string =>
  `${object.kind} ${object.inNamespace} ${object.name} ${formatPath(path)}`;

/** Why changes of a file are not believed: a check that was mended is still broken there, or one is that was not. */
function whyNotProven(before: Breaches, after: Breaches, places: Attempt['places']): string | undefined {
  const standing = new Set(after.flatMap(([check, found]) => found.map((one) => `${check.id} ${identity(one)}`)));
  const stays = places.find(({ state, check, object }) => state === 'mended' && standing.has(`${check} ${object}`));
  if (stays !== undefined) return `what is made of it would not keep ${stays.check} either`;
  const had = new Set(before.flatMap(([check, found]) => found.map((one) => `${check.id} ${identity(one)}`)));
  const broken = [...standing].find((one) => !had.has(one));
  return broken === undefined ? undefined : `what is made of it would not keep ${broken.split(' ')[0]}`;
}

/** A place that nobody mends by itself and that another change has mended. */
function withSideEffect({ object, ...place }: Attempt['places'][number], after: Breaches): MendedPlace {
  if (place.state === 'mended') return place;
  const stands = after.some(
    ([check, found]) => check.id === place.check && found.some((one) => identity(one) === object),
  );
  if (stands) return place;
  const { why: _why, ...rest } = place;
  return { ...rest, state: 'mended' };
}

function textOf({ bytes }: ManifestFile): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
