import { defined } from './defined.ts';
import type {
  ClusterSubject,
  FilesPlace,
  FilesSubject,
  HostSubject,
  RepositorySubject,
  WorkloadObject,
  WorkloadSubject,
} from './subject.ts';

/** Files as `readPlace` of a checkout found them. `path` is inside the place. */
export function filesSubject(
  name: string,
  content: FilesSubject['content'],
  { place, path }: { readonly place: FilesPlace; readonly path: string },
  revision?: string,
): FilesSubject {
  return { kind: 'files', name, content, place, path, ...defined({ revision }) };
}

/** A workload by what is known of where it runs. */
export function workloadSubject(
  object: WorkloadObject,
  where: { readonly cluster?: string | undefined; readonly namespace?: string | undefined },
): WorkloadSubject {
  const { cluster, namespace } = where;
  return {
    kind: 'workload',
    name: nameOf(object, namespace),
    ...defined({ cluster, namespace }),
    object,
  };
}

/** `namespace/kind/name`; a name that is made anew for each pod ends with a star. */
function nameOf({ kind, name, generated }: WorkloadObject, namespace: string | undefined): string {
  return [namespace, kind, generated === true ? `${name}*` : name].filter(Boolean).join('/');
}

/** A registry, or a repository in it; `name` where it was asked for by another, such as one with a tag. */
export function repositorySubject(registry: string, path?: string, name?: string): RepositorySubject {
  const plain = path === undefined ? registry : `${registry}/${path}`;
  return { kind: 'repository', name: name ?? plain, registry, ...defined({ path }) };
}

export function hostSubject(name: string): HostSubject {
  return { kind: 'host', name };
}

/** Whether a text can be what a cluster is called: printable ASCII without spaces, at most 253 characters. The names of clouds have colons and slashes. */
export function isClusterName(text: string): boolean {
  return /^[!-~]{1,253}$/.test(text);
}

export function clusterSubject(name: string): ClusterSubject {
  return { kind: 'cluster', name };
}
