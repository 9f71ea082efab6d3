import { createHash } from 'node:crypto';
import { type Digest, isDigest } from './digest.ts';
import { filesSubject, repositorySubject, workloadSubject } from './make-subject.ts';
import type { FilesPlace, FilesSubject, Subject, WorkloadSubject } from './subject.ts';

/** The most characters of a key; a ledger takes no longer one. */
export const longestKey = 1_000;

/**
 * What tells one subject from every other, and is the same each time it is looked at: the key of a ledger.
 *   image       sha256:…
 *   files       files:github.com/acme/shop//deploy/Dockerfile     files:sha256:…//Dockerfile for those of one machine
 *   workload    workload:CLUSTER/NAMESPACE/KIND.GROUP/NAME         what is not known or not there is empty
 *   repository  repository:registry.example.com/shop/web           repository:registry.example.com for all of it
 *   host        host:NAME, and likewise cluster and credential
 * What a version before 2.0 wrote has the key of that time, `kind:name`, which is none of these: what lay where is not known of it. A key that would be too long
 * ends with a digest of all of it.
 */
export function subjectKey(subject: Subject): string {
  return bounded(wholeKey(subject));
}

function wholeKey(subject: Subject): string {
  switch (subject.kind) {
    case 'image':
      return subject.digest;
    case 'files':
      return subject.place === undefined
        ? `${subject.content}:${subject.name}`
        : `files:${placeText(subject.place)}//${subject.path}`;
    case 'workload':
      return workloadKey(subject);
    case 'repository': {
      const { registry, path, name } = subject;
      return `repository:${registry === undefined ? name : [registry, path].filter(Boolean).join('/')}`;
    }
    case 'credential':
      return subject.store === undefined
        ? `credential:${subject.name}`
        : `credential:${escaped(subject.store, '/')}/${subject.name}`;
    default:
      return `${subject.kind}:${subject.name}`;
  }
}

/** Two slashes end it: a repository has none behind one another, nor one at its end. */
const placeText = (place: FilesPlace): string =>
  'repository' in place ? escaped(place.repository, '').replace(/\/(?=\/|$)/g, '%2F') : place.folder;

function workloadKey({ cluster = '', namespace = '', object, name }: WorkloadSubject): string {
  if (object === undefined) return `workload:${name}`;
  const own = `${escaped(object.name, '/*')}${object.generated === true ? '*' : ''}`;
  const sort = `${escaped(object.kind, '/.')}.${escaped(object.group, '/')}`;
  return `workload:${escaped(cluster, '/')}/${escaped(namespace, '/')}/${sort}/${own}`;
}

/** The text with these characters, and the one that escapes, as `%` and their number in hexadecimal: so what they divide can be divided again. */
function escaped(text: string, characters: string): string {
  return [...text]
    .map((one) =>
      one === '%' || characters.includes(one)
        ? `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
        : one,
    )
    .join('');
}

const plain = (text: string): string =>
  text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const cutForm = /…sha256:[0-9a-f]{64}$/;

/** Half characters are no text that can be kept, and whoever names an object decides how long its name is. */
function bounded(key: string): string {
  if (key.length <= longestKey && key.isWellFormed() && !cutForm.test(key)) return key;
  const digest = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return `${key.slice(0, longestKey - 100).toWellFormed()}…sha256:${digest}`;
}

/** The subject that a key of this version stands for, as far as the key tells; undefined for an image, an older key, and one that was cut. */
export function subjectOfKey(key: string): Exclude<Subject, { readonly kind: 'image' }> | undefined {
  const colon = key.indexOf(':');
  const kind = key.slice(0, colon);
  if (cutForm.test(key) || !Object.hasOwn(readers, kind)) return undefined;
  const subject = readers[kind]?.(key.slice(colon + 1));
  return subject !== undefined && subjectKey(subject) === key ? subject : undefined;
}

const readers: Readonly<
  Record<string, ((rest: string) => Exclude<Subject, { readonly kind: 'image' }> | undefined) | undefined>
> = {
  files: readFiles,
  workload: readWorkload,
  repository(rest) {
    const slash = rest.indexOf('/');
    return slash < 0 ? repositorySubject(rest) : repositorySubject(rest.slice(0, slash), rest.slice(slash + 1));
  },
  credential(rest) {
    const slash = rest.indexOf('/');
    return slash < 0
      ? { kind: 'credential', name: rest }
      : { kind: 'credential', store: plain(rest.slice(0, slash)), name: rest.slice(slash + 1) };
  },
  host: (name) => ({ kind: 'host', name }),
  cluster: (name) => ({ kind: 'cluster', name }),
};

function readFiles(rest: string): FilesSubject | undefined {
  const end = rest.indexOf('//');
  if (end < 0) return undefined;
  const [where, path] = [rest.slice(0, end), rest.slice(end + 2)];
  const place: FilesPlace = isDigest(where) ? { folder: where as Digest } : { repository: plain(where) };
  const inPlace = 'repository' in place ? place.repository : 'a folder';
  return filesSubject(path === '' ? inPlace : path, 'directory', { place, path });
}

function readWorkload(rest: string): WorkloadSubject | undefined {
  const [cluster, namespace, sort, name, ...more] = rest.split('/');
  if (cluster === undefined || namespace === undefined || sort === undefined || name === undefined) return undefined;
  const dot = sort.indexOf('.');
  if (more.length > 0 || dot < 0) return undefined;
  const isGenerated = name.endsWith('*');
  const object = {
    group: plain(sort.slice(dot + 1)),
    kind: plain(sort.slice(0, dot)),
    name: plain(isGenerated ? name.slice(0, -1) : name),
    ...(isGenerated ? { generated: true as const } : {}),
  };
  const known = (text: string): string | undefined => (text === '' ? undefined : plain(text));
  return workloadSubject(object, { cluster: known(cluster), namespace: known(namespace) });
}

/**
 * Other names to find a subject by: the name it was asked for by; the digests of an image's index and configuration; a file's path in its repository, with and
 * without that; a workload without and with its cluster.
 */
export function subjectNames(subject: Subject): readonly string[] {
  const key = subjectKey(subject);
  const names = [subject.name, ...otherNames(subject)].map((name) => name.slice(0, longestKey).toWellFormed());
  return [...new Set(names)].filter((name) => name !== '' && name !== key);
}

function otherNames(subject: Subject): readonly string[] {
  if (subject.kind === 'image')
    return [subject.configDigest, ...(subject.indexDigest === undefined ? [] : [subject.indexDigest])];
  if (subject.kind === 'workload' && subject.cluster !== undefined) return [`${subject.cluster}/${subject.name}`];
  if (subject.kind === 'files' && subject.place !== undefined && 'repository' in subject.place)
    return [subject.path, [subject.place.repository, subject.path].filter(Boolean).join('/')];
  return [];
}
