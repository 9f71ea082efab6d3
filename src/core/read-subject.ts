import { defined } from './defined.ts';
import { isDigest } from './digest.ts';
import { type FilesPlace, filesContents, type Platform, type Subject, type WorkloadObject } from './subject.ts';

type Members = Readonly<Record<string, unknown>>;
const members = (value: unknown): Members => Object(value) as Members;
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrAbsent = (value: unknown): value is string | undefined => value === undefined || isText(value);

/** What of these members is there. */
const present = <T extends Readonly<Record<string, unknown>>>(of: T) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };

/**
 * A subject that was written as JSON, by this version or an older one; undefined for anything else. Versions before 2.0 knew all but images by kind and name:
 * theirs keep the key of that time, for nobody can say more of them.
 */
export function readSubject(value: unknown): Subject | undefined {
  const given = members(value);
  const { kind, name } = given;
  if (!isText(kind) || !isText(name)) return undefined;
  return Object.hasOwn(readers, kind) ? readers[kind]?.(given, name) : undefined;
}

const readers: Readonly<Record<string, ((given: Members, name: string) => Subject | undefined) | undefined>> = {
  image(given, name) {
    const { digest, configDigest, indexDigest } = given;
    const platform = readPlatform(given.platform);
    if (!isText(digest) || !isDigest(digest) || !isText(configDigest) || !isDigest(configDigest)) return undefined;
    if (platform === undefined || (indexDigest !== undefined && !(isText(indexDigest) && isDigest(indexDigest))))
      return undefined;
    return {
      kind: 'image',
      name,
      digest,
      configDigest,
      platform,
      ...defined({ indexDigest }),
    };
  },
  files(given, name) {
    const content = filesContents.find((one) => one === given.content);
    const place = readPlace(given.place);
    if (content === undefined || !isText(given.path)) return undefined;
    if (place === undefined)
      return given.place === undefined ? { kind: 'files', name, content, path: given.path } : undefined;
    const revision = isText(given.revision) ? given.revision : undefined;
    return { kind: 'files', name, content, place, path: given.path, ...defined({ revision }) };
  },
  directory: (_, name) => ({ kind: 'files', name, content: 'directory', path: name }),
  dockerfile: (_, name) => ({ kind: 'files', name, content: 'dockerfile', path: name }),
  workload({ cluster, namespace, object }, name) {
    if (!isTextOrAbsent(cluster) || !isTextOrAbsent(namespace)) return undefined;
    const read = readObject(object);
    if (read === undefined && object !== undefined) return undefined;
    return { kind: 'workload', name, ...present({ cluster, namespace, object: read }) };
  },
  repository({ registry, path }, name) {
    if (!isTextOrAbsent(registry) || !isTextOrAbsent(path)) return undefined;
    return { kind: 'repository', name, ...present({ registry, path }) };
  },
  host: (_, name) => ({ kind: 'host', name }),
  cluster: (_, name) => ({ kind: 'cluster', name }),
  credential: ({ store }, name) =>
    isTextOrAbsent(store) ? { kind: 'credential', name, ...present({ store }) } : undefined,
};

function readPlatform(value: unknown): Platform | undefined {
  const { os, architecture, variant } = members(value);
  if (!isText(os) || !isText(architecture) || !isTextOrAbsent(variant)) return undefined;
  return { os, architecture, ...defined({ variant }) };
}

function readPlace(value: unknown): FilesPlace | undefined {
  const { repository, folder } = members(value);
  // A repository has a host and a path; anything else could be taken for a folder.
  if (isText(repository) && repository.includes('/')) return { repository };
  return isText(folder) && isDigest(folder) ? { folder } : undefined;
}

function readObject(value: unknown): WorkloadObject | undefined {
  const { group, kind, name, generated } = members(value);
  if (!isText(group) || !isText(kind) || !isText(name)) return undefined;
  return { group, kind, name, ...(generated === true ? { generated } : {}) };
}
