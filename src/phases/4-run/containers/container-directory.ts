import { asSeaworthyError, defined, type SeaworthyError } from '../../../core/index.ts';
import type { ContainerInfo } from '../state/container-info.ts';
import { aboutByFiles, aboutBySocket } from './about-container.ts';
import type { CgroupContainer } from './container-of-cgroup.ts';
import type { AboutContainer, Reach } from './runtime.ts';
import { shortId } from './short-id.ts';

/** Most containers that are remembered; the one that was seen first goes first. */
const maxContainers = 4_096;
/** Questions that are under way at once. */
const maxAsked = 8;
/** Milliseconds before each further try: an engine may not have noted the container yet, or be busy. Then the container stays unknown. */
const delays = [200, 1_000, 4_000, 15_000, 60_000] as const;

/** What became of one container. */
interface Entry {
  readonly container: CgroupContainer;
  about: AboutContainer | undefined;
  failure: SeaworthyError | undefined;
  tries: number;
  timer: NodeJS.Timeout | undefined;
  asking: Promise<void> | undefined;
}

/** A container of which nobody told the image, and why. */
export interface UnknownContainer {
  readonly id: string;
  /** Absent when no engine knows it. */
  readonly failure?: SeaworthyError;
}

/**
 * Learns what containers are, beside the watching. What a runtime keeps in files is read at once, so that it is known before the first event of the container
 * is judged and of jobs that end at once; else its socket is asked, again after a failure, at most six times within eighty seconds.
 */
export class ContainerDirectory {
  readonly #reach: Reach;
  readonly #onFound: (info: ContainerInfo) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #waiting: Entry[] = [];
  #asked = 0;

  /** `onFound` takes what is learnt, each time that it is more than before. */
  constructor(reach: Reach, onFound: (info: ContainerInfo) => void) {
    this.#reach = reach;
    this.#onFound = onFound;
  }

  /** A container has shown itself: finds out about it unless that was done. */
  see(container: CgroupContainer): void {
    if (this.#entries.has(container.id)) return;
    const { pod } = container;
    // The control group tells the pod, whoever else is silent.
    const about = pod === undefined ? undefined : { labels: new Map([['io.kubernetes.pod.uid', pod]]) };
    const entry: Entry = {
      ...{ container, about, failure: undefined, tries: 0, timer: undefined, asking: undefined },
    };
    this.#entries.set(container.id, entry);
    if (this.#entries.size > maxContainers) this.#forgetFirst();
    const found = aboutByFiles(container, this.#reach);
    if (found !== undefined || pod !== undefined) this.#found(entry, found ?? {});
    if (found?.imageId === undefined && found?.imageDigest === undefined) this.#ask(entry);
  }

  /** Asks once more what was to be asked later, and waits for every answer. */
  async settle(): Promise<void> {
    for (const entry of this.#entries.values()) {
      if (entry.timer === undefined) continue;
      clearTimeout(entry.timer);
      entry.timer = undefined;
      this.#ask(entry);
    }
    for (let asking = this.#underWay(); asking.length > 0; asking = this.#underWay()) await Promise.all(asking);
  }

  /** Asks nobody any more. */
  stop(): void {
    for (const entry of this.#entries.values()) {
      clearTimeout(entry.timer);
      entry.timer = undefined;
    }
    this.#waiting.length = 0;
  }

  /** What is known of a container; its id whole or short. */
  about(id: string): AboutContainer | undefined {
    const whole = this.#entries.get(id);
    if (whole !== undefined) return whole.about;
    for (const { container, about } of this.#entries.values()) if (shortId(container.id) === id) return about;
    return undefined;
  }

  /** Containers whose image nobody told so far. */
  get unknown(): readonly UnknownContainer[] {
    return [...this.#entries.values()]
      .filter(
        ({ about }) => about?.image === undefined && about?.imageId === undefined && about?.imageDigest === undefined,
      )
      .map(({ container, failure }) => ({ id: container.id, ...defined({ failure }) }));
  }

  #underWay(): readonly Promise<void>[] {
    return [...this.#entries.values()].flatMap(({ asking }) => (asking === undefined ? [] : [asking]));
  }

  #forgetFirst(): void {
    for (const [id, { timer }] of this.#entries) {
      clearTimeout(timer);
      this.#entries.delete(id);
      return;
    }
  }

  #found(entry: Entry, about: AboutContainer): void {
    // Files may tell names that a socket does not, and a socket digests that files do not.
    const labels = new Map([...(about.labels ?? []), ...(entry.about?.labels ?? [])]);
    entry.about = { ...about, ...entry.about, ...(labels.size === 0 ? {} : { labels }) };
    const { id } = entry.container;
    this.#onFound({ ...entry.about, id: shortId(id), fullId: id });
  }

  #ask(entry: Entry): void {
    if (this.#asked >= maxAsked) {
      this.#waiting.push(entry);
      return;
    }
    this.#asked += 1;
    entry.tries += 1;
    entry.asking = aboutBySocket(entry.container, this.#reach)
      .then(
        (about) => {
          entry.failure = undefined;
          if (about !== undefined) this.#found(entry, about);
          return about !== undefined;
        },
        (error: unknown) => {
          entry.failure = asSeaworthyError(error, 'E_NETWORK', 'the container engine does not answer');
          return false;
        },
      )
      .then((found) => {
        entry.asking = undefined;
        this.#asked -= 1;
        const next = this.#waiting.shift();
        if (next !== undefined) this.#ask(next);
        if (!found) this.#later(entry);
      });
  }

  /** Another try after a while, for as long as the container is remembered. */
  #later(entry: Entry): void {
    const delay = delays[entry.tries - 1];
    if (delay === undefined || this.#entries.get(entry.container.id) !== entry) return;
    entry.timer = setTimeout(() => {
      entry.timer = undefined;
      // What was not there yet may be by now.
      const found = aboutByFiles(entry.container, this.#reach);
      if (found !== undefined) this.#found(entry, found);
      this.#ask(entry);
    }, delay);
    entry.timer.unref();
  }
}
