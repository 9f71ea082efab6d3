import { availableParallelism } from 'node:os';
import {
  type Coverage,
  defined,
  emptyCoverage,
  type Inventory,
  type Package,
  type PartRun,
  type Problem,
} from '../../../core/index.ts';
import {
  EntryList,
  FileTree,
  type Layer,
  type OpenedImage,
  readFiles,
  type WalkOptions,
} from '../../../foundations/images/index.ts';
import {
  detectDistribution,
  distributionFiles,
  distributionFolders,
  isInDistributionFolder,
} from '../distributions/index.ts';
import { isSystemType } from '../ecosystems/index.ts';
import { accountFiles, keptForm } from './accounts.ts';
import { attackSurface } from './attack-surface.ts';
import { readBehindLinks } from './behind-links.ts';
import type { Examined, InventoryOptions } from './examination.ts';
import { imageFiles } from './image-files.ts';
import { joinPackages } from './join.ts';
import { joinFiles } from './join-files.ts';
import { type DistributionBodies, inventoryKey, keptText, readKept } from './kept-inventory.ts';
import type { LayerKey } from './layer-cache.ts';
import { joinReaders, type LayerFacts } from './layer-facts.ts';
import { type LivingFacts, livingFacts } from './living-facts.ts';
import { locateSecrets } from './locate-secrets.ts';
import { noFiles } from './no-files.ts';
import { placesOfTwins } from './ownership.ts';
import { withoutPublished } from './published-secrets.ts';
import { readLayer } from './read-layer.ts';
import { type Chosen, chooseParts, leavesOut, selected } from './selection.ts';
import { extractorVersion, secretsVersion } from './taker.ts';
import { toldByFolders } from './told-by-folders.ts';
import { findUnread } from './unread.ts';

/** Layers read at the same time. Inflating and hashing run beside the walks, so two keep two processors busy, and more than four bring nothing but memory. */
const layersAtOnce = Math.min(4, Math.max(2, availableParallelism()));

/** Everything that is in an image. Throws what `Layer.walk` throws for damaged layers; what is only missing is told in the coverage. */
export async function takeInventory(image: OpenedImage, options: InventoryOptions): Promise<Inventory> {
  return (await examineImage(image, options)).inventory;
}

/** As `takeInventory`, with the secrets that `options.secrets` found on the way: each layer is read once for both. */
export async function examineImage(image: OpenedImage, options: InventoryOptions): Promise<Examined> {
  const { selection } = options;
  if (selection === undefined || !leavesOut(selection)) return examineChosen(image, options);
  const chosen = chooseParts(selection, options.extractors);
  return examineChosen(image, options, chosen);
}

async function examineChosen(image: OpenedImage, given: InventoryOptions, chosen?: Chosen): Promise<Examined> {
  const options = chosen === undefined ? given : { ...given, extractors: chosen.extractors };
  const key = options.cache && inventoryKey(image, options);
  const text = key && options.cache?.joined(key);
  const kept = text && readKept(text, image, options.now);
  if (kept) return kept;
  const { bodies, ...whole } = await examineLayers(image, options, chosen);
  const examined = chosen === undefined ? whole : selected(whole, options.selection ?? {}, chosen);
  const toKeep = key && keptText(examined, bodies);
  if (key && toKeep) options.cache?.putJoined(key, toKeep);
  return examined;
}

async function examineLayers(
  image: OpenedImage,
  options: InventoryOptions,
  chosen: Chosen | undefined,
): Promise<Examined & { readonly bodies: DistributionBodies }> {
  await Promise.all(options.extractors.map((extractor) => extractor.prepare?.()));
  const all = await readLayers(image.layers, options);
  const tree = FileTree.merge(
    all.map(({ entries }) => entries),
    options.limits,
  );
  // Of its entries only what a layer hides is asked for from here on; there may be millions.
  const facts = all.splice(0).map((one) => ({ ...one, entries: hidingEntries(one.entries) }));
  const isSources = image.subject.kind === 'files' && image.subject.content === 'sources';
  const problems = [
    ...livingProblems(facts, tree, chosen),
    ...danglingHardLinks(tree, chosen),
    ...emptyTree(tree, image.layers.length),
    ...(isSources ? noFiles(tree, options.extractors, chosen) : []),
  ];
  const walk: WalkOptions = { limits: options.limits, ...(options.signal ? { signal: options.signal } : {}) };
  const bodies = await distributionBodies(image.layers, facts, tree, walk);
  const distribution = detectDistribution((path) => bodies.get(path), options.now, bodies.keys());
  const { extractors } = options;
  const onProblem = (problem: Problem): void => void problems.push(problem);
  const layers = image.layers.map(({ ref }) => ref);
  const inPlace = [...livingFacts(facts, tree, extractors), ...toldByFolders(extractors, tree, onProblem)];
  const join = (all: readonly LivingFacts[]): Joined => {
    const told: Problem[] = [];
    const tell = (problem: Problem): void => void told.push(problem);
    const living = joinFiles(all, extractors, tell);
    const packages = joinPackages({ extractors, layers, facts, living, tree, distribution, onProblem: tell });
    return { living, packages, told };
  };
  // What lies behind links is read only where it would tell something, which what lies in its place says.
  let joined: Joined | undefined;
  let isTwinPlace: ((path: string) => boolean) | undefined;
  const isTwin = (path: string): boolean => {
    joined ??= join(inPlace);
    isTwinPlace ??= placesOfTwins(joined.packages, distribution);
    return isTwinPlace(path);
  };
  const behindLinks = await readBehindLinks(extractors, image.layers, facts, tree, walk, onProblem, isTwin);
  if (joined === undefined || behindLinks.length > 0) joined = join([...inPlace, ...behindLinks]);
  const { living, packages, told } = joined;
  problems.push(...told);
  const located = locateSecrets(facts, layers, tree, image.subject.kind === 'image');
  const { secrets, published } = withoutPublished(located, packages, distribution);
  const unread = findUnread({ tree, facts, living, layers, packages, distribution, extractors, chosen });
  problems.push(...unread.problems);
  // Of a look that leaves something out it would be told as if it were all.
  const isWhole = chosen === undefined && image.subject.kind === 'image';
  const accounts = isWhole ? await bodiesOf(accountFiles, image.layers, facts, tree, walk) : undefined;
  if (accounts !== undefined) problems.push(...unreadAccounts(tree, accounts));
  const coverage = { ...coverageOf(options, facts, packages, problems, published), unidentified: unread.unidentified };
  const inventory = {
    subject: image.subject,
    ...(distribution ? { distribution } : {}),
    packages,
    layers,
    coverage,
    ...(isWhole ? { surface: attackSurface(tree) } : {}),
  };
  if (accounts === undefined) return { inventory, secrets, bodies };
  const caches = facts.flatMap((one, layer) => one.caches.map((manager) => ({ layer, manager })));
  // What a package of a language claims says nothing of who keeps a program up to date.
  const ofSystem = packages.filter(({ type }) => isSystemType(type));
  const files = imageFiles(tree, {
    packages: ofSystem,
    bodies: accounts,
    caches,
    ...defined({ config: image.config }),
  });
  return { inventory, secrets, bodies, files };
}

/** Packages of all living facts, and what was noticed while they were joined. */
interface Joined {
  readonly living: readonly LivingFacts[];
  readonly packages: readonly Package[];
  readonly told: readonly Problem[];
}

const hidingEntries = (entries: EntryList): EntryList => EntryList.of(entries.ofKinds(['whiteout', 'opaque']));

async function readLayers(layers: readonly Layer[], options: InventoryOptions): Promise<LayerFacts[]> {
  const facts: LayerFacts[] = [];
  let next = 0;
  let done = 0;
  let bytes = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < layers.length; index = next++) {
      options.onLayer?.(done, layers.length, bytes);
      const layer = layers[index];
      if (layer) facts[index] = await factsOf(layer, options);
      bytes += layer?.size ?? 0;
      done++;
    }
  };
  await Promise.all(Array.from({ length: layersAtOnce }, worker));
  return facts;
}

/** The facts of a layer: those of readers that have read it before, in the version that they have now, are taken from the cache, and the others read it. */
async function factsOf(layer: Layer, options: InventoryOptions): Promise<LayerFacts> {
  const { cache, secrets, ...rest } = options;
  const key: LayerKey = `${layer.ref.digest} ${layer.diffId ?? ''}`;
  const cached = layer.immutable ? cache?.get(key) : undefined;
  const isKept = (id: string, version: string): boolean => cached?.readers[id]?.version === version;
  const extractors = options.extractors.filter((one) => !isKept(one.id, extractorVersion(one)));
  const seeker = secrets && !isKept(secrets.id, secretsVersion(secrets)) ? secrets : undefined;
  const ids = [...options.extractors.map(({ id }) => id), ...(secrets ? [secrets.id] : [])];
  if (cached && extractors.length === 0 && seeker === undefined) return joinReaders(cached, ids);
  options.beforeReading?.();
  const read = await readLayer(layer, {
    ...rest,
    ...(seeker ? { secrets: seeker } : {}),
    extractors,
    keep: new Set([...distributionFiles, ...accountFiles]),
  });
  const parts = { ...read, readers: { ...cached?.readers, ...read.readers } };
  const isWhole = !read.problems.some(({ problem }) => problem.incomplete);
  if (layer.immutable && isWhole) cache?.put(key, parts);
  return joinReaders(parts, ids);
}

/** Problems that still matter: those with files that a later layer replaced or removed do not. */
function livingProblems(facts: readonly LayerFacts[], tree: FileTree, chosen: Chosen | undefined): Problem[] {
  return facts.flatMap(({ problems }, layer) =>
    problems
      .filter(({ path }) => path === undefined || tree.get(path)?.layer === layer)
      .filter(({ path }) => path === undefined || chosen?.isLookedAt(path) !== false)
      .map(({ problem }) => problem),
  );
}

/** A file system without a file: nothing can have been judged in it. It is the wrong folder, a layer that was lost, or an image that only carries something else. */
function emptyTree(tree: FileTree, layers: number): Problem[] {
  if (!tree.files().next().done || tree.unresolvedHardLinks.length > 0) return [];
  const message =
    layers === 0 ? 'it has no layers: there is nothing to look at' : 'no file is in it: there is nothing to look at';
  return [{ code: 'E_INCOMPLETE', message, where: '/', part: 'images', incomplete: true }];
}

/** Hard links to nothing: a runtime would refuse the layer, so what they stand for cannot be told. */
function danglingHardLinks(tree: FileTree, chosen: Chosen | undefined): Problem[] {
  const links = tree.unresolvedHardLinks.filter(({ entry }) => chosen?.isLookedAt(entry.path) !== false);
  return links.map(({ layer, entry }) => ({
    code: 'E_FORMAT',
    message: `a hard link to /${entry.link ?? ''}, which is not there`,
    where: `/${entry.path} in layer ${layer + 1}`,
    part: 'images',
    incomplete: true,
  }));
}

/** Small files by the paths that lead to them: as they were kept, else read now. */
async function bodiesOf(
  paths: readonly string[],
  layers: readonly Layer[],
  facts: readonly LayerFacts[],
  tree: FileTree,
  walk: WalkOptions,
): Promise<Map<string, Uint8Array>> {
  const bodies = new Map<string, Uint8Array>();
  for (const path of paths) {
    const node = tree.resolve(path);
    if (node?.kind !== 'file' || node.size > 64 * 1024) continue;
    const kept = facts[node.layer]?.kept.find((file) => file.path === node.path);
    const bytes = kept?.bytes ?? (await readFiles(layers, [node], 64 * 1024, walk)).get(node.path);
    if (bytes) bodies.set(path, keptForm(path, bytes));
  }
  return bodies;
}

/** A file of users that is there and too large to be one: nobody has judged who may do what. */
function unreadAccounts(tree: FileTree, bodies: ReadonlyMap<string, Uint8Array>): Problem[] {
  const missed = accountFiles.filter((path) => tree.resolve(path)?.kind === 'file' && !bodies.has(path));
  const message = 'too large for a file of users or groups: it was not judged';
  return missed.map((path) => ({ code: 'E_LIMIT', message, where: `/${path}`, part: 'image', incomplete: true }));
}

/** Files of a folder that are read: an image has one for each layer that its maker built. */
const mostInFolders = 100;

async function distributionBodies(
  layers: readonly Layer[],
  facts: readonly LayerFacts[],
  tree: FileTree,
  walk: WalkOptions,
): Promise<DistributionBodies> {
  const bodies = await bodiesOf(distributionFiles, layers, facts, tree, walk);
  const wanted = distributionFolders
    .flatMap((folder) => tree.inside(folder))
    .filter(({ kind, path, size }) => kind === 'file' && size <= 1024 * 1024 && isInDistributionFolder(path))
    .slice(0, mostInFolders);
  for (const [path, bytes] of await readFiles(layers, wanted, 1024 * 1024, walk)) bodies.set(path, bytes);
  return bodies;
}

function whyFewer(published: number): Pick<PartRun, 'why'> {
  if (published === 0) return {};
  const what = published === 1 ? '1 value is as a package' : `${published} values are as packages`;
  return { why: `${what} of the distribution brought it, so that everybody has it: not told as a secret` };
}

function coverageOf(
  { extractors, secrets }: InventoryOptions,
  facts: readonly LayerFacts[],
  packages: readonly Package[],
  problems: readonly Problem[],
  published: number,
): Coverage {
  const run = (id: string, version: number, found: number): PartRun => {
    const troubled = problems.some(({ part, incomplete }) => incomplete && part === id);
    const files = facts.reduce((sum, { handed }) => sum + (handed[id] ?? 0), 0);
    return { id, version, files, found, state: troubled ? 'partly' : 'complete' };
  };
  const parts = extractors.map(({ id, version }) =>
    run(id, version, packages.filter(({ foundBy }) => foundBy === id).length),
  );
  const hits = facts.flatMap((layer) => layer.secrets.flatMap((file) => file.hits)).length;
  return {
    ...emptyCoverage,
    parts: [...parts, ...(secrets ? [{ ...run(secrets.id, secrets.version, hits), ...whyFewer(published) }] : [])],
    problems,
    lookedFor: secrets ? ['secret'] : [],
  };
}
