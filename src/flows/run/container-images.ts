import { asSeaworthyError, defined, type SeaworthyError, someOf } from '../../core/index.ts';
import {
  type AskSocket,
  type CgroupContainer,
  type ContainerImage,
  imageOfContainer,
  type TouchingContainer,
} from '../../phases/4-run/index.ts';

/** Most containers whose image is asked for. */
const maxContainers = 4_096;
/** Ids that stand in one sentence. */
const mostIds = 5;

/** Finds out which images containers were made of, beside the watching: one question at a time, each container once. */
export class ContainerImages {
  readonly #ask: AskSocket;
  readonly #known = new Map<string, ContainerImage | SeaworthyError | undefined>();
  #asking: Promise<void> = Promise.resolve();

  constructor(ask: AskSocket) {
    this.#ask = ask;
  }

  /** Asks for the image of a container that was not seen before. */
  see(container: CgroupContainer): void {
    const { id } = container;
    if (this.#known.has(id) || this.#known.size >= maxContainers) return;
    this.#known.set(id, undefined);
    this.#asking = this.#asking.then(async () => {
      try {
        this.#known.set(id, await imageOfContainer(container, this.#ask));
      } catch (error) {
        this.#known.set(id, asSeaworthyError(error, 'E_NETWORK', 'the container engine does not answer'));
      }
    });
  }

  /** When every question so far has its answer. */
  async settle(): Promise<void> {
    await this.#asking;
  }

  /** What is known of the image of a container, in the words of the evidence. */
  about(id: string): Omit<TouchingContainer, 'id'> {
    const found = this.#known.get(id);
    if (found === undefined || 'code' in found) return {};
    const { container, name, config, manifests } = found;
    return {
      ...defined({ name: container, image: name }),
      imageId: config,
      ...defined({ imageDigest: manifests[0] }),
    };
  }

  /** One sentence about the containers whose image nobody told, where there are any. */
  notes(): readonly string[] {
    const unknown = [...this.#known].filter(([, found]) => found === undefined || 'code' in found);
    if (unknown.length === 0) return [];
    const failure = unknown.map(([, found]) => found).find((found) => found !== undefined && 'code' in found);
    const why = failure === undefined ? 'no engine that we can ask knows them' : failure.message;
    const ids = unknown.map(([id]) => id.slice(0, 12));
    return [`the image of ${someOf(ids, mostIds)} is not known (${why}): name it with --image`];
  }
}
