import { defined, isDigest } from '../../../../core/index.ts';
import { jsonOf, labelsOf, listOf, memberOf, namesOfImage, textOf } from '../inspection.ts';
import type { ContainerRuntime } from '../runtime.ts';

const root = '/var/lib/containers/storage';
const maxBytes = 16 * 1024 * 1024;

/**
 * Podman, also by systemd's Quadlet, where the scope is called `libpod-payload-ID` inside the unit's own control group. Its files are those of
 * containers/storage: one list of containers, one of images. Its socket is often not there.
 */
export const podman: ContainerRuntime = {
  name: 'podman',
  prefixes: ['libpod-payload-', 'libpod-'],
  parents: ['libpod_parent'],
  named: [],
  fromFiles: (id, { read }) => {
    const containers = listOf(jsonOf(read(`${root}/overlay-containers/containers.json`, maxBytes)));
    const container = containers.find((one) => one.id === id);
    if (container === undefined) return undefined;
    const images = listOf(jsonOf(read(`${root}/overlay-images/images.json`, maxBytes)));
    const image = images.find((one) => one.id === container.image);
    const metadata = jsonOf(textOf(container, 'metadata')) ?? {};
    const bundle = jsonOf(read(`${root}/overlay-containers/${id}/userdata/config.json`, maxBytes)) ?? {};
    const imageName = textOf(metadata, 'image-name');
    const digest = textOf(image ?? {}, 'digest');
    const [name] = Array.isArray(container.names) ? container.names : [];
    const config = textOf(container, 'image');
    return defined({
      name: textOf(metadata, 'name') ?? (typeof name === 'string' ? name : undefined),
      imageId: config,
      imageDigest: digest !== undefined && isDigest(digest) ? digest : undefined,
      ...namesOfImage(imageName),
      labels: labelsOf(memberOf(bundle, 'annotations')),
    });
  },
  sockets: ['/run/podman/podman.sock'],
  criSockets: [],
};
