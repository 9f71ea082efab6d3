import {
  defined,
  emptyCoverage,
  formatPlatform,
  type Inventory,
  joinCoverage,
  type Problem,
  SeaworthyError,
  withWhy,
} from '../core/index.ts';
import type { ImageConfig, OpenedImage } from '../foundations/images/index.ts';
import { imageBuild } from '../phases/1-build/base-images/index.ts';
import { declaredExtractors, type Extractor, extractors } from '../phases/1-build/ecosystems/index.ts';
import {
  checkExtractors,
  chooseParts,
  type Examined,
  examineImage,
  type LayerCache,
  leavesOut,
  openLayerCache,
  selected,
} from '../phases/1-build/inventory/index.ts';
import type { LicenceTexts } from '../phases/1-build/licences/index.ts';
import { imageMask, type LocatedSecret, type SecretScanner, scanImageConfig } from '../phases/1-build/secrets/index.ts';
import { withKnownArchives } from './archives.ts';
import { listedIn } from './listed-in.ts';
import { openImage } from './open-image.ts';
import { inSession, type Session } from './session/session.ts';
import type { Settings } from './settings.ts';
import { withWays } from './with-ways.ts';
import { withoutDevelopment } from './without-development.ts';

/**
 * Opens the target and reads its layers, each at most once ever; with a scanner also for secrets, those of the configuration included. Of a bill of materials
 * what it lists is taken. What `wants` names is looked at besides.
 */
export function examine(
  target: string,
  given: Settings | Session,
  secrets?: SecretScanner,
  wants?: 'package-files',
): Promise<Looked> {
  return inSession(given, async (session) => {
    const { selection } = session.settings;
    if (selection !== undefined) checkExtractors(selection, [...extractors, ...declaredExtractors]);
    const found = await read(target, session, secrets, wants);
    const examined = { ...found, inventory: withKnownArchives(found.inventory, session.settings) };
    const isAll = session.settings.development === true;
    const inventory = isAll ? examined.inventory : withoutDevelopment(examined.inventory);
    return { ...examined, inventory: withWays(inventory) };
  });
}

/** What was looked at, with the licences that were recognised by their texts where somebody asks for them. */
export interface Looked extends Examined {
  readonly licenceTexts?: LicenceTexts;
  /** The bill of materials, where it came in on standard input. */
  readonly document?: Uint8Array;
  /** Of an image that was opened: what it says of itself. */
  readonly config?: ImageConfig;
}

/** Who reads it: of a tree of sources also those who read what is meant to be there. In an image a lock file is no evidence of anything. */
function readersOf({ subject }: OpenedImage): readonly Extractor[] {
  const isSources = subject.kind === 'files' && subject.content === 'sources';
  return isSources ? [...extractors, ...declaredExtractors] : extractors;
}

async function read(
  target: string,
  session: Session,
  secrets: SecretScanner | undefined,
  wants: 'package-files' | undefined,
): Promise<Looked> {
  const { sbomFrom } = session.settings;
  if (sbomFrom !== undefined) {
    const { attachedSbom } = await import('./ship/attached-sbom.ts');
    return { inventory: await attachedSbom(target, sbomFrom, session.settings), secrets: [] };
  }
  const listing = await listedIn(target, session.settings);
  const { settings } = session;
  if (listing.inventory !== undefined) {
    const { inventory, document } = listing;
    return { ...ofDocument({ inventory, secrets: [] }, settings), ...defined({ document }) };
  }
  const image = await openImage(target, session, listing.input);
  const now = settings.clock.now();
  const { cache, problems } = cacheOf(settings, now);
  try {
    settings.progress?.({ activity: `Reading ${image.description}` });
    const all = image.layers.reduce<number | undefined>(
      (sum, { size }) => (sum === undefined || size === undefined ? undefined : sum + size),
      0,
    );
    const examined = await examineImage(image, {
      extractors: readersOf(image),
      limits: settings.limits,
      ...(settings.selection ? { selection: settings.selection } : {}),
      now,
      ...(secrets ? { secrets } : {}),
      ...(cache ? { cache } : {}),
      ...(settings.signal ? { signal: settings.signal } : {}),
      ...(settings.beforeReading ? { beforeReading: settings.beforeReading } : {}),
      onLayer: (done, total, bytes) =>
        settings.progress?.({
          activity: 'Reading layers',
          done,
          total,
          bytes: all === undefined ? { done: bytes } : { done: bytes, total: all },
        }),
    });
    const ofCache = cache?.trouble === undefined ? problems : [cacheProblem('E_READ', cache.trouble, settings)];
    const troubles = [...ofCache, ...(image.told ?? []), ...notLookedAt(image)];
    const known = { ...examined.inventory, ...defined({ build: imageBuild(image) }) };
    const told = { ...examined, inventory: withProblems(known, troubles) };
    const config = image.subject.kind === 'image' ? image.config : undefined;
    const searched = secrets && image.config ? withConfigSecrets(told, secrets, image.config) : told;
    const whole = { ...searched, ...defined({ config }) };
    if (wants === 'package-files') {
      const { withPackageFiles } = await import('./package-files.ts');
      const walk = { limits: settings.limits, onProblem: () => {}, ...defined({ signal: settings.signal }) };
      return { ...whole, inventory: await withPackageFiles(image, whole.inventory, walk) };
    }
    return { ...whole, ...defined({ licenceTexts: await textsOf(image, whole.inventory, settings) }) };
  } finally {
    cache?.close();
    await image.close();
  }
}

/** Asked for where the user has lists of licences. */
async function textsOf(
  image: OpenedImage,
  inventory: Inventory,
  { licences, limits, signal }: Settings,
): Promise<LicenceTexts | undefined> {
  if (licences === undefined) return undefined;
  const { licenceTexts } = await import('./licence-texts.ts');
  // What a layer has of troubles was told when it was read for everything.
  return licenceTexts(image, inventory, { limits, onProblem: () => {}, ...defined({ signal }) });
}

/** What a document lists, without what is left out. */
function ofDocument(listed: Examined, { selection }: Settings): Examined {
  if (selection === undefined || !leavesOut(selection)) return listed;
  return selected(listed, selection, chooseParts(selection, [...extractors, ...declaredExtractors]));
}

/** Images of the index that are told by name. */
const mostTold = 20;

/** The other images of an index: what is found in one says nothing of them. */
function notLookedAt({ beside = [], subject }: OpenedImage): readonly Problem[] {
  if (subject.kind !== 'image' || beside.length === 0) return [];
  const names = beside
    .slice(0, mostTold)
    .map(
      ({ digest, platform }) =>
        `${platform === undefined ? 'an untold platform' : formatPlatform(platform)} (${digest})`,
    );
  const rest = beside.length > mostTold ? ` and ${beside.length - mostTold} more` : '';
  const message = `only ${formatPlatform(subject.platform)} was looked at, and not what is listed beside it: ${names.join(', ')}${rest}`;
  const where = subject.indexDigest ?? subject.name;
  return [{ code: 'E_INCOMPLETE', message, where, part: 'images', incomplete: false }];
}

/**
 * The layer cache, where it can be opened. It only saves time, so a folder that cannot be written (a read-only home in CI) or a damaged file is told and
 * stops nothing.
 */
function cacheOf(
  settings: Settings,
  now: Date,
): { readonly cache?: LayerCache; readonly problems: readonly Problem[] } {
  if (settings.cacheDirectory === undefined) return { problems: [] };
  try {
    return { cache: openLayerCache(settings.cacheDirectory, now), problems: [] };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const { code, message, why } = error;
    return { problems: [cacheProblem(code, withWhy(message, why), settings)] };
  }
}

function cacheProblem(code: Problem['code'], what: string, { cacheDirectory = '' }: Settings): Problem {
  const message = `the layer cache was of no use, so layers were read anew: ${what}`;
  return { code, message, where: cacheDirectory, part: 'cache', incomplete: false };
}

const withProblems = (inventory: Inventory, problems: readonly Problem[]): Inventory =>
  problems.length === 0
    ? inventory
    : { ...inventory, coverage: joinCoverage(inventory.coverage, { ...emptyCoverage, problems }) };

/** Secrets also stand in the configuration: variables, labels, the text of build steps. */
function withConfigSecrets(examined: Examined, scanner: SecretScanner, config: ImageConfig): Examined {
  const { hits, problems } = scanImageConfig(scanner, config, imageMask(config));
  const told = problems.map(
    (message): Problem => ({
      code: 'E_LIMIT',
      message,
      where: 'image configuration',
      part: scanner.id,
      incomplete: true,
    }),
  );
  const located = hits.map((hit): LocatedSecret => ({ hit, reach: { kind: 'config' } }));
  const inventory = withProblems(examined.inventory, told);
  return { ...examined, inventory, secrets: [...examined.secrets, ...located] };
}
