import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fixedClock } from '../../src/core/index.ts';
import { cli } from '../../src/doors/cli/index.ts';
import {
  dockerArchive,
  type FixtureImage,
  layer,
  type MemoryRegistry,
  memoryRegistry,
  ociLayout,
} from '../fixtures/index.ts';
import { allFeeds, writeFeeds, writtenFeeds } from './feeds.ts';
import { keepingHost } from './host.ts';
import type { Ran } from './ran.ts';

/** The time of every command that is not given another (ISO 8601). */
export const now = '2026-01-02T03:04:05Z';

/** Where a registry tells what hangs on an image: by its own list, or under the fallback tag. */
export type ListedBy = 'api' | 'fallback tag';

/** Files by path, as an image or a folder holds them. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder of its own for one input, and what is needed to lay it out and to run commands in it. */
export class World {
  readonly folder: string;
  readonly #registry: (listedBy: ListedBy) => Promise<MemoryRegistry>;
  #time = now;
  #host: string | undefined;

  constructor(folder: string, registry: (listedBy: ListedBy) => Promise<MemoryRegistry>) {
    this.folder = folder;
    this.#registry = registry;
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /** Writes files below the folder; gives the path of `into`. */
  async write(files: Files, into = '.'): Promise<string> {
    await mkdir(this.path(into), { recursive: true });
    for (const [path, body] of Object.entries(files)) {
      await mkdir(dirname(this.path(into, path)), { recursive: true });
      await writeFile(this.path(into, path), body, isProgram(path) ? { mode: 0o755 } : {});
    }
    return this.path(into);
  }

  /** An OCI layout of one image in the folder `image`. */
  async layout(image: FixtureImage | Files, into = 'image'): Promise<string> {
    await ociLayout(this.path(into), { ...imageOf(image), tag: '1' });
    return this.path(into);
  }

  /** What `docker save` writes, in the file `image.tar`. */
  async saved(image: FixtureImage | Files): Promise<string> {
    await writeFile(this.path('image.tar'), dockerArchive({ ...imageOf(image), tags: ['green:1'] }).bytes);
    return this.path('image.tar');
  }

  /** A registry on loopback; commands may reach it from now on. */
  async registry(listedBy: ListedBy): Promise<MemoryRegistry> {
    const registry = await this.#registry(listedBy);
    this.#host = registry.host;
    return registry;
  }

  /** The commands that follow run at this time (ISO 8601). */
  at(time: string): void {
    this.#time = time;
  }

  /** Advisory data of every feed, as flags for a command; those named in `off` are left out. */
  async feeds(off: readonly string[] = []): Promise<readonly string[]> {
    await writeFeeds(this.path('feeds'));
    return allFeeds.flatMap((name) => [
      '--feed',
      `${name}=${off.includes(name) || !writtenFeeds.has(name) ? 'off' : `file://${this.path('feeds', name)}/`}`,
    ]);
  }

  /** Runs one command line over the real flows, with everything that they keep in the folder. */
  async run(words: readonly string[], piped: string | Uint8Array = ''): Promise<Ran> {
    const env = {
      XDG_DATA_HOME: this.path('.data'),
      XDG_CACHE_HOME: this.path('.cache'),
      XDG_CONFIG_HOME: this.path('.config'),
      SOURCE_DATE_EPOCH: String(fixedClock(this.#time).now().getTime() / 1_000),
      ...(this.#host === undefined ? { SEAWORTHY_OFFLINE: 'true' } : { SEAWORTHY_INSECURE_PLAIN_HTTP: this.#host }),
    };
    const { host, ended } = keepingHost({ folder: this.folder, env, piped: Buffer.from(piped) });
    return ended(await cli(words, host));
  }

  /** Runs a command that leads to the one that is judged; throws when it does not end with one of the codes. */
  async must(words: readonly string[], codes: readonly number[] = [0]): Promise<Ran> {
    const ran = await this.run(words);
    if (!codes.includes(ran.code)) throw new Error(`${words.join(' ')} ended with ${ran.code}: ${ran.err}${ran.out}`);
    return ran;
  }
}

/** What lies in a `bin` folder may be executed. */
const isProgram = (path: string): boolean => /(?:^|\/)s?bin\/[^/]+$/.test(path);

/** An image of one layer with these files; those below a `bin` folder may be executed. */
export function imageOf(image: FixtureImage | Files): FixtureImage {
  if ('layers' in image && Array.isArray(image.layers)) return image as FixtureImage;
  const entries = Object.entries(image as Files).map(([path, body]) => ({
    path,
    body,
    ...(isProgram(path) ? { mode: 0o755 } : {}),
  }));
  return { layers: [layer(entries)] };
}

/** Makes worlds in folders of their own below `root`, and the registries that they share. */
export class Worlds implements AsyncDisposable {
  readonly #root: string;
  readonly #registries = new Map<ListedBy, Promise<MemoryRegistry>>();
  #count = 0;

  constructor(root: string) {
    this.#root = root;
  }

  async next(): Promise<World> {
    this.#count += 1;
    const folder = join(this.#root, String(this.#count));
    await mkdir(folder, { recursive: true });
    return new World(folder, (listedBy) => {
      const registry = this.#registries.get(listedBy) ?? memoryRegistry({ referrers: listedBy === 'api' });
      this.#registries.set(listedBy, registry);
      return registry;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const registry of this.#registries.values()) await (await registry)[Symbol.asyncDispose]();
  }
}
