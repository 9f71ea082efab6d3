import { defined, isDigest, type Problem, SeaworthyError, withWhy } from '../../core/index.ts';
import { type Engine, type EnginePlace, engines, type HeldImage, wholeName } from '../platforms/engines/index.ts';
import { openHeld } from './engine-image.ts';
import type { OpenedImage } from './image.ts';
import type { EngineChoice, OpenOptions } from './target.ts';

/** What came of asking one place. */
interface Asked {
  readonly engine: Engine;
  readonly place: EnginePlace;
  readonly held?: HeldImage;
  /** It could not be asked, or answers wrongly. */
  readonly failed?: SeaworthyError;
}

function noEngines(target: string): SeaworthyError {
  return new SeaworthyError('E_USAGE', 'no engine may be asked here', { where: target });
}

async function ask(engine: Engine, place: EnginePlace, name: string, options: OpenOptions): Promise<Asked> {
  const { limits, signal } = options;
  try {
    const held = await place.find(name, { timeout: limits.networkTimeout, ...defined({ signal }) });
    return { engine, place, ...defined({ held }) };
  } catch (error) {
    if (!(error instanceof SeaworthyError) || signal?.aborted === true) throw error;
    return { engine, place, failed: error };
  }
}

/** For people: what a place said to a name. */
function saying({ engine, place, failed, held }: Asked): string {
  const who = `${engine.title} (${place.by === undefined ? '' : `${place.by}: `}${place.where})`;
  if (failed === undefined) return `${who} has no image of that name`;
  const why = withWhy(failed.message, failed.why);
  return held === undefined ? `${who} could not be asked: ${why}` : `${who} has it, and not for the platform: ${why}`;
}

/** An image that an engine holds, and where. */
export interface InEngine {
  readonly engine: Engine;
  readonly place: EnginePlace;
  readonly held: HeldImage;
}

/**
 * Finds an image of an engine by a target that names the engine. Throws `E_TARGET_NOT_FOUND`, `E_NETWORK` (none of its sockets is there), and what the place throws.
 */
export async function findInEngine(
  id: Engine['id'],
  name: string,
  target: string,
  options: OpenOptions,
): Promise<InEngine> {
  const { engines: choice } = options;
  const engine = engines.find((one) => one.id === id);
  if (choice === undefined || engine === undefined) throw noEngines(target);
  const places = engine.places(choice);
  if (places.length === 0)
    throw new SeaworthyError('E_NETWORK', `${engine.title} is not here`, {
      where: target,
      why: `there is no socket at ${engine.usual(choice).join(' or ')}`,
      next: 'Start it, or name its socket with the variable that its own tools read; an image of a registry is named without the scheme.',
    });
  const asked: Asked[] = [];
  for (const place of places) {
    const one = await ask(engine, place, name, options);
    if (one.held !== undefined) return { engine, place, held: one.held };
    asked.push(one);
  }
  const failed = asked.find((one) => one.failed !== undefined)?.failed;
  if (failed !== undefined) throw failed.code === 'E_AUTH' ? closedSocket(failed, engine) : failed;
  throw new SeaworthyError('E_TARGET_NOT_FOUND', `${engine.title} has no image ${name}`, {
    where: places.map(({ where }) => where).join(', '),
    ...defined({ why: await elsewhere(places, name, options) }),
    next: `Fetch it first: \`${engine.pull(name)}\`; or give the name alone, to take it from its registry.`,
  });
}

/** Opens an image that an engine holds, by a target that names the engine. Throws those of `findInEngine` and of `openHeld`. */
export async function openInEngine(
  id: Engine['id'],
  name: string,
  target: string,
  options: OpenOptions,
): Promise<OpenedImage> {
  const { engine, place, held } = await findInEngine(id, name, target, options);
  return openHeld(held, { engine, place, name, target }, options);
}

/** The advice for credentials of a registry would lead nowhere. */
function closedSocket({ message, where, why, cause }: SeaworthyError, { title }: Engine): SeaworthyError {
  return new SeaworthyError('E_AUTH', message, {
    ...defined({ where, why }),
    next: `The socket of ${title} is not open to you: run as root, or have yourself put into the group that may use it.`,
    cause,
  });
}

async function elsewhere(
  places: readonly EnginePlace[],
  name: string,
  options: OpenOptions,
): Promise<string | undefined> {
  const { limits, signal } = options;
  for (const place of places) {
    try {
      const told = await place.elsewhere?.(name, { timeout: limits.networkTimeout, ...defined({ signal }) });
      if (told !== undefined) return told;
    } catch (error) {
      if (!(error instanceof SeaworthyError) || signal?.aborted === true) throw error;
      // It is only advice.
    }
  }
  return undefined;
}

/**
 * Opens what a name without a scheme stands for: the image of an engine of this machine, in the order of `engines`, else that of its registry. Which was taken, and
 * what the others said, is told with the image; where all fail, in the error. A place that cannot be asked, or has it for another platform, is told and passed over; one that has an image but hands it over
 * wrongly ends it. With `from` one place alone is asked.
 */
export async function openNamed(
  name: string,
  options: OpenOptions,
  registry: (name: string) => Promise<OpenedImage>,
): Promise<OpenedImage> {
  const { engines: choice } = options;
  const from = choice?.from;
  if (choice === undefined || from === 'registry') return registry(name);
  if (from !== undefined) return openInEngine(from, name, `${from}:${name}`, options);
  const asked: Asked[] = [];
  for (const { engine, place } of placesFor(name, choice)) {
    const one = await ask(engine, place, name, options);
    if (one.held === undefined || !isMeant(one.held, name)) {
      const { held: _other, ...said } = one;
      asked.push(said);
      continue;
    }
    const image = await forPlatform(one, one.held, name, options);
    if (image instanceof SeaworthyError) {
      asked.push({ ...one, failed: image });
      continue;
    }
    return withNote(
      image,
      name,
      `taken from ${who(one)}${before(asked)}; its registry was not asked (--from registry takes it from there)`,
    );
  }
  if (asked.length === 0) return registry(name);
  try {
    const image = await registry(name);
    return withNote(image, name, `taken from its registry: ${asked.map(saying).join('; ')}`);
  } catch (error) {
    throw error instanceof SeaworthyError ? withPlaces(error, asked) : error;
  }
}

/** Opens what a place holds; the error, where it holds the image for another platform than the one asked for, which the next may have. */
async function forPlatform(
  { engine, place }: Asked,
  held: HeldImage,
  name: string,
  options: OpenOptions,
): Promise<OpenedImage | SeaworthyError> {
  try {
    return await openHeld(held, { engine, place, name, target: `${engine.id}:${name}` }, options);
  } catch (error) {
    if (options.platform !== undefined && error instanceof SeaworthyError && error.code === 'E_PLATFORM') return error;
    throw error;
  }
}

const who = ({ engine, place }: Asked): string => `${engine.title} (${place.where})`;

const before = (asked: readonly Asked[]): string =>
  asked.length === 0 ? '' : `, after ${asked.map(saying).join('; ')}`;

function placesFor(name: string, choice: EngineChoice): readonly { engine: Engine; place: EnginePlace }[] {
  // What engines do not take as a name is none of a registry either, which says so better.
  if (!/^[A-Za-z0-9][A-Za-z0-9._:@/+-]*$/.test(name)) return [];
  return engines.flatMap((engine) => engine.places(choice).map((place) => ({ engine, place })));
}

/**
 * Whether what an engine found is what the name means everywhere. By a digest nothing but what has it, and an engine's word for where it once pulled an image from is
 * no digest; and a short name in hexadecimal (`cafe`) may be the beginning of an id.
 */
function isMeant(held: HeldImage, name: string): boolean {
  const at = name.lastIndexOf('@');
  const digest = name.slice(at + 1);
  if (at > 0 && isDigest(digest)) return (held.form === 'saved' ? held.id : held.target.digest) === digest;
  if (held.form === 'stored' || !/^[0-9a-f]{1,11}$/.test(name)) return true;
  return held.names.some((one) => wholeName(one) === wholeName(name) || one === `localhost/${name}:latest`);
}

function withNote(image: OpenedImage, name: string, message: string): OpenedImage {
  const note: Problem = { code: 'E_INCOMPLETE', message, where: name, part: 'images', incomplete: false };
  return { ...image, told: [...(image.told ?? []), note], close: () => image.close() };
}

/** The registry's error, with what the engines said before it. */
function withPlaces(error: SeaworthyError, asked: readonly Asked[]): SeaworthyError {
  const { code, message, where, why, next, blame, cause } = error;
  const all = [...(why === undefined ? [] : [why]), ...asked.map(saying)].join('; ');
  return new SeaworthyError(code, message, { ...defined({ where, next, blame }), why: all, cause: cause ?? error });
}
