import { isDigest } from '../../../src/core/index.ts';
import {
  readChunk,
  readInspected,
  readNamespaces,
  readSize,
  readTarget,
} from '../../../src/foundations/platforms/engines/index.ts';
import { containerdMessages, imageBlobs, layer } from '../../fixtures/index.ts';
import { type FuzzTarget, json } from '../fuzz.ts';

const image = imageBlobs({ layers: [layer([{ path: 'etc/os-release', body: 'ID=alpine\n' }])] });
const { digest } = image.manifest;
const holding = { images: { default: { 'app:1': image.manifest }, 'k8s.io': {} }, blobs: image.blobs };

const messages = [
  ['images.v1.Images/Get', 'app:1'],
  ['content.v1.Content/Info', digest],
  ['content.v1.Content/Read', digest],
  ['namespaces.v1.Namespaces/List', ''],
].flatMap(([method = '', about = '']) => containerdMessages(method, 'default', about, holding) ?? []);

function readMessages(bytes: Uint8Array): void {
  const target = readTarget(bytes);
  if (target !== undefined && !isDigest(target.digest)) throw new Error('a target without a digest');
  const size = readSize(bytes, digest);
  if (size !== undefined && !(size >= 0)) throw new Error('a size that is none');
  const chunk = readChunk(bytes);
  if (chunk !== undefined && !(chunk.offset >= 0)) throw new Error('an offset that is none');
  readNamespaces(bytes);
}

/** What engines answer. */
export const engines: readonly FuzzTarget[] = [
  { name: 'messages of containerd', seeds: messages, read: readMessages },
  {
    name: 'what Docker says of an image',
    seeds: [
      json({ Id: digest, RepoTags: ['app:1'], RepoDigests: [`app@${digest}`], Config: { Env: ['A=1'] } }),
      json({ Id: digest.slice(7), RepoTags: null }),
    ],
    read: (bytes) => void readInspected(bytes, 'fuzz'),
  },
];
