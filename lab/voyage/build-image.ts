import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type FixtureBlobs, type FixtureLayer, imageBlobs, layer, sha256 } from '../fixtures/index.ts';

const tourImage = join(import.meta.dirname, '../../examples/tour/image');

/** Where the program that reads the page's modules lies in the image. */
export const pageReader = '/usr/local/bin/page';
/** The module that is read: its package has flaws that others outrank until it is seen in use. */
export const pageModule = '/app/web/node_modules/minimist/index.js';

interface Described {
  readonly digest: string;
}

interface Index {
  readonly manifests: readonly (Described & { readonly annotations: Readonly<Record<string, string>> })[];
}

const blob = (digest: string): Buffer => readFileSync(join(tourImage, 'blobs', digest.replace(':', '/')));
const json = <T>(bytes: Buffer): T => JSON.parse(bytes.toString()) as T;

/**
 * Builds the image of the harbour from the layers of the tour and one with `program`: `flawed` with the version of golang.org/x/net that is exploited,
 * or mended.
 */
export function buildImage(state: 'flawed' | 'mended', program: Uint8Array): FixtureBlobs {
  const { manifests } = json<Index>(readFileSync(join(tourImage, 'index.json')));
  const tag = state === 'flawed' ? '1' : '2';
  const named = manifests.find(({ annotations }) => annotations['org.opencontainers.image.ref.name'] === tag);
  const manifest = json<{ readonly config: Described; readonly layers: readonly Described[] }>(
    blob(named?.digest ?? ''),
  );
  const config = json<{ readonly config: unknown; readonly history: readonly unknown[] }>(blob(manifest.config.digest));
  const added = layer([{ path: pageReader.slice(1), body: program, mode: 0o755 }]);
  return imageBlobs({
    layers: [...manifest.layers.map(({ digest }) => tourLayer(digest)), added],
    config: {
      config: config.config,
      history: [...config.history, { created_by: `COPY page ${pageReader}` }],
    },
  });
}

function tourLayer(digest: string): FixtureLayer {
  const stored = blob(digest);
  const content = gunzipSync(stored);
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  return { compression: 'gzip', content, blob: stored, diffId: sha256(content), digest: sha256(stored), mediaType };
}
