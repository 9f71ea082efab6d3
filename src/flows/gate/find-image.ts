import { type Digest, isDigest } from '../../core/index.ts';
import {
  type ArtifactStore,
  type Descriptor,
  formatReference,
  type PullableImage,
  parseReference,
  resolve,
  storeSource,
} from '../../foundations/images/index.ts';
import { type Attempt, attempt } from './attempt.ts';
import type { ImagePlace } from './image-place.ts';
import { type OpenGate, storeOf } from './open-gate.ts';

/** A reference with what it names by digest: a manifest or an index. */
export interface GateImage {
  readonly store: ArtifactStore;
  /** The store as a part of keys. */
  readonly storeKey: string;
  readonly digest: Digest;
}

/** What a digest names: one image, or an index with every image that a node could get by it. */
export type ImageContent =
  | { readonly kind: 'image'; readonly config: Descriptor }
  | { readonly kind: 'index'; readonly images: readonly PullableImage[] };

/** What has a digest never becomes another; it may only go away. What could not be had is asked for again soon. */
const contentFor = 600_000;
const failedFor = 2_000;

/** One text for all ways to write a target. Throws `E_REFERENCE`. */
export const targetKey = ({ target }: ImagePlace): string =>
  target.startsWith('oci:') ? target : formatReference(parseReference(target.replace(/^registry:/, '')));

/**
 * What a target names now. A tag is asked for each time, since it may be moved at any moment; only who asks while the question is under way gets the same
 * answer. What is named by digest is known by it.
 */
export function nameImage(opened: OpenGate, place: ImagePlace): Promise<Attempt<GateImage>> {
  return attempt(async () => {
    const key = targetKey(place);
    return opened.facts.get(
      `name ${key}`,
      () => 0,
      async () => {
        const { store, tagOrDigest } = await storeOf(opened, place.target);
        const digest = isDigest(tagOrDigest) ? tagOrDigest : await store.resolve(tagOrDigest);
        return { store, storeKey: `${store.repository === undefined ? 'oci:' : ''}${store.name}`, digest };
      },
    );
  });
}

/** What a digest holds. */
export function contentOf(opened: OpenGate, { store, storeKey, digest }: GateImage): Promise<Attempt<ImageContent>> {
  return opened.facts.get<Attempt<ImageContent>>(
    `content ${storeKey} ${digest}`,
    ({ ok }) => (ok ? contentFor : failedFor),
    () =>
      attempt(async () => {
        const named = resolve(await store.manifest(digest), storeSource(store, opened.session.settings.limits));
        if (named.document.kind === 'manifest') return { kind: 'image', config: named.document.config };
        return { kind: 'index', images: await named.pullable() };
      }),
  );
}
