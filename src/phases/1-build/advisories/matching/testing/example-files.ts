import { zstdCompressSync } from 'node:zlib';
import type { Feed, FetchedFile } from '../../feed.ts';
import type { Example } from '../../feeds/example.ts';

/** The example of a feed. */
export async function exampleOf({ id }: Feed): Promise<Example> {
  const { example }: { example: Example } = await import(`../../feeds/${id}/example.ts`);
  return example;
}

/** How archives are made: by the fixtures of the lab, which tests alone may take. */
interface Packers {
  makeXz(bytes: Uint8Array): Uint8Array;
  makeZip(files: readonly { readonly name: string; readonly content: string }[]): Uint8Array;
  tarArchive(files: readonly { readonly path: string; readonly body: string }[]): Uint8Array;
}

/** The files of an example as its feed is handed them. */
export function filesOf(example: Example, { makeXz, makeZip, tarArchive }: Packers): FetchedFile[] {
  return example.files.map(({ path, content }) => {
    if (typeof content === 'string') return { path, bytes: Buffer.from(content) };
    const files = Object.entries(content);
    if (/\.tar\.(?:zst|xz)$/.test(path)) {
      const tar = tarArchive(files.map(([name, body]) => ({ path: name, body })));
      return { path, bytes: path.endsWith('.xz') ? makeXz(tar) : zstdCompressSync(tar) };
    }
    return { path, bytes: makeZip(files.map(([name, text]) => ({ name, content: text }))) };
  });
}
