import type { TarEntry } from '../formats/index.ts';
import type { LayerEntry } from './layer.ts';

const prefix = '.wh.';
const opaqueMark = '.wh..wh..opq';
/** Names with this prefix are AUFS's own book-keeping, in layers of very old dockers; no runtime unpacks them. */
const metaPrefix = '.wh..wh.';

/**
 * A tar member as an entry of a layer: `.wh.NAME` hides NAME, `.wh..wh..opq` makes its folder opaque (OCI image-spec, "Whiteouts"). Undefined
 * for a whiteout that names nothing or would name its own folder or the one above, which is refused as containerd refuses it.
 */
export function layerEntry(entry: TarEntry): LayerEntry | undefined {
  const { path, mode } = entry;
  const at = path.lastIndexOf('/') + 1;
  if (!path.startsWith(prefix, at)) return entry;
  const name = path.slice(at);
  const folder = path.slice(0, Math.max(at - 1, 0));
  if (name === opaqueMark) return { path: folder, kind: 'opaque', size: 0, mode };
  if (name.startsWith(metaPrefix)) return { path, kind: 'other', size: 0, mode };
  const hidden = name.slice(prefix.length);
  if (hidden === '' || hidden === '.' || hidden === '..') return undefined;
  return { path: folder === '' ? hidden : `${folder}/${hidden}`, kind: 'whiteout', size: 0, mode };
}
