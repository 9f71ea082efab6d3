import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, digestParts } from '../../core/index.ts';
import { discard, makeFolder } from '../../foundations/formats/index.ts';
import type { ArtifactStore, Descriptor } from '../../foundations/images/index.ts';

/** Where a blob is kept until it is whole. */
export const partialPath = (folder: string, digest: Digest): string => join(folder, `${digestParts(digest).hex}.part`);

/**
 * Fetches a blob into a file and gives its bytes from there. What a broken connection, or a program that was killed, has left is gone on with: a file has
 * the digest as its name, so that two programs write the same bytes to the same places. They are worth only what the digest at their end says.
 */
export async function* kept(
  store: ArtifactStore,
  blob: Pick<Descriptor, 'digest' | 'size'>,
  folder: string,
  onBytes: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  makeFolder(folder);
  const path = partialPath(folder, blob.digest);
  const file = await open(path, 'a+').then(async (made) => {
    await made.close();
    return open(path, 'r+');
  });
  try {
    let at = (await file.stat()).size;
    // More than there can be: somebody else's.
    if (at > blob.size) {
      await file.truncate(0);
      at = 0;
    }
    for await (const chunk of store.blobStream(blob, at)) {
      await file.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      onBytes(at);
    }
    yield* file.createReadStream({ autoClose: false, start: 0, highWaterMark: 1024 * 1024 });
    discard(path);
  } finally {
    await file.close();
  }
}
