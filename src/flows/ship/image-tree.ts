import { type ArtifactNode, tree } from '../../phases/2-ship/index.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { withNamedImage } from './named-image.ts';

/** An image with what hangs on it. */
export interface ImageTree {
  readonly target: string;
  /** Repository or layout. */
  readonly store: string;
  readonly root: ArtifactNode;
}

/**
 * What hangs on an image and its variants: signatures, attestations, bills of materials, by their own words; nothing is verified. Throws those of
 * `withNamedImage`, and whatever keeps a list or a manifest from being read: a tree with holes would look whole.
 */
export async function imageTree(target: string, given: Settings | Session): Promise<ImageTree> {
  return withNamedImage(target, given, async ({ image }, { settings }) => {
    settings.progress?.({ activity: 'Looking at what hangs on it' });
    return { target, store: image.store.name, root: await tree(image) };
  });
}
