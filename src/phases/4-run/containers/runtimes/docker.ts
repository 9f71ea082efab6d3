import { aboutInspected, jsonOf, memberOf } from '../inspection.ts';
import type { ContainerRuntime } from '../runtime.ts';

const root = '/var/lib/docker';
const maxBytes = 4 * 1024 * 1024;

/** Docker Engine. Its files are those of `dockerd` 1.13 and later with the default folder; its image store knows by which digest a name was pulled. */
export const docker: ContainerRuntime = {
  name: 'docker',
  prefixes: ['docker-'],
  parents: ['docker'],
  named: [],
  fromFiles: (id, { read }) => {
    const folder = `${root}/containers/${id}`;
    const container = jsonOf(read(`${folder}/config.v2.json`, maxBytes));
    if (container === undefined) return undefined;
    const host = jsonOf(read(`${folder}/hostconfig.json`, maxBytes)) ?? {};
    const points = memberOf(container, 'MountPoints') ?? {};
    const mounts = Object.values(points);
    const image = typeof container.Image === 'string' ? container.Image : '';
    const names = memberOf(jsonOf(read(`${root}/image/overlay2/repositories.json`, maxBytes)) ?? {}, 'Repositories');
    const digests = Object.values(names ?? {}).flatMap((byName) =>
      typeof byName === 'object' && byName !== null
        ? Object.entries(byName).flatMap(([name, of]) => (of === image && name.includes('@') ? [name] : []))
        : [],
    );
    const inspected = {
      ...container,
      HostConfig: host,
      Mounts: mounts,
      ImageManifestDescriptor: container.ImageManifest,
    };
    return aboutInspected(inspected, { RepoDigests: digests });
  },
  sockets: ['/var/run/docker.sock'],
  criSockets: [],
};
