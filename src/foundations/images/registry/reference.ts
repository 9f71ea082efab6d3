import { type Digest, defined, isDigest, printable, SeaworthyError } from '../../../core/index.ts';

/** What an image is called, in full (distribution/reference, "Grammar"). */
export interface Reference {
  /** Host, with its port where one is given; `docker.io` for Docker Hub. */
  readonly registry: string;
  /** Path below the registry; Docker Hub's own images are below `library/`. */
  readonly repository: string;
  /** `latest` when the text has neither tag nor digest. */
  readonly tag?: string;
  /** Which bytes exactly; wins over the tag. */
  readonly digest?: Digest;
}

/** Longest text accepted: host 255, repository 255, tag 128, digest 135, and the marks between. */
const maxLength = 800;
const maxRepository = 255;

const hostLabel = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
/** Hosts that end in a number, or have letters of other scripts in code: URL parsers have an opinion on these. */
const readDifferently = /(?:^|\.)(?:\d+|0x[\da-f]*)$|xn--/i;
const pathPart = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** References that were read lately, by their text: a gate asks for the parts of one a dozen times a pod, and for those of few. */
const read = new Map<string, Reference>();
const remembered = 1_000;

/**
 * The reference as Docker understands it: `alpine` is `docker.io/library/alpine:latest`; the first part is a registry when it has a dot
 * or a port, is `localhost`, or is not all lower case. Throws `E_REFERENCE` with the reason.
 */
export function parseReference(text: string): Reference {
  const known = read.get(text);
  if (known !== undefined) return known;
  const reference = readReference(text);
  if (read.size >= remembered) read.clear();
  read.set(text, reference);
  return reference;
}

function readReference(text: string): Reference {
  const bad = (why: string): SeaworthyError =>
    new SeaworthyError('E_REFERENCE', `not an image reference: ${JSON.stringify(printable(text.slice(0, 200)))}`, {
      why,
    });
  if (text === '') throw bad('it is empty');
  if (text.length > maxLength) throw bad(`it is longer than ${maxLength} characters`);
  if (/\s/.test(text)) throw bad('it has white space in it');
  if (isImageId(text)) throw bad(imageIdFault);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) throw bad('it begins with a scheme; write host/repository without one');
  const at = text.indexOf('@');
  const name = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest))
    throw bad(`what follows the @ is not a digest: ${digestFault(digest)}`);
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const tag = colon === -1 ? undefined : name.slice(colon + 1);
  if (tag !== undefined && !tagForm.test(tag)) throw bad(tagFault(tag));
  const { registry, repository } = splitName(colon === -1 ? name : name.slice(0, colon));
  const fault = registryFault(registry) ?? repositoryFault(repository);
  if (fault !== undefined) throw bad(fault);
  return {
    registry,
    repository,
    ...(tag === undefined && digest === undefined ? { tag: 'latest' } : tag === undefined ? {} : { tag }),
    ...defined({ digest }),
  };
}

const imageIdFault = 'it is an image id; ids are known to an engine, not to a registry';

/** Whether a text is the id of an image, as engines print it in full or shortened: never a reference, though `sha256` would do as a repository. */
export function isImageId(text: string): boolean {
  return /^sha(?:256|512):[0-9a-fA-F]{6,128}$/.test(text);
}

/** The reference in full. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

/** The host (and port) that is spoken to for a registry: Docker Hub has another than its name says. */
export function registryHost(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry;
}

function splitName(name: string): { readonly registry: string; readonly repository: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isRegistry = slash !== -1 && (/[.:[]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  // A host of one word is known by its upper-case letters only, so these stay.
  const registry = isRegistry ? canonical(/[.:[]/.test(first) ? first.toLowerCase() : first) : 'docker.io';
  const rest = isRegistry ? name.slice(slash + 1) : name;
  return { registry, repository: registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}

/** Docker Hub has several names. */
export function canonical(host: string): string {
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}

function registryFault(registry: string): string | undefined {
  const port = /:(\d+)$/.exec(registry)?.[1];
  const host = port === undefined ? registry : registry.slice(0, -port.length - 1);
  if (port !== undefined && (port.length > 5 || Number(port) < 1 || Number(port) > 65_535))
    return `there is no port ${port}`;
  if (host.startsWith('[')) return URL.canParse(`http://${host}/`) ? undefined : `${host} is not an IPv6 address`;
  if (host.length > 255 || !host.split('.').every((label) => label.length <= 63 && hostLabel.test(label))) {
    return `${JSON.stringify(printable(registry.slice(0, 100)))} is not a registry host`;
  }
  // `127.1`, `0x7f.0.0.1` or `1.2.3.999` are an address to one program (WHATWG URL, "host parsing"), a name or nothing to another.
  if (!readDifferently.test(host)) return undefined;
  const read = URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : undefined;
  if (read === undefined) return `there can be no host ${host}`;
  return read === host.toLowerCase() ? undefined : `some programs read the host ${host} as ${read}`;
}

function repositoryFault(repository: string): string | undefined {
  const shown = repository.startsWith('library/') ? repository.slice('library/'.length) : repository;
  if (shown === '') return 'the repository is missing';
  if (repository.length > maxRepository) return `the repository is longer than ${maxRepository} characters`;
  if (/^library\/[0-9a-f]{64}$/.test(repository)) return imageIdFault;
  // Docker Hub has none of this name: an id behind its full name.
  if (/^library\/sha(?:256|512)$/.test(repository)) return imageIdFault;
  for (const part of repository.split('/')) {
    if (part === '') return 'the repository has an empty part (two slashes, or one at its end)';
    if (pathPart.test(part)) continue;
    if (part !== part.toLowerCase()) return 'a repository is written in lower case';
    return `${JSON.stringify(printable(part.slice(0, 100)))} is not a part of a repository name: lower-case letters and digits, between them . _ __ or -`;
  }
  return undefined;
}

function tagFault(tag: string): string {
  if (tag === '') return 'the tag after the colon is missing';
  if (tag.length > 128) return 'the tag is longer than 128 characters';
  return `${JSON.stringify(printable(tag.slice(0, 60)))} is not a tag: letters, digits, _ . and -, not first . or -`;
}

function digestFault(digest: string): string {
  if (/^sha(?:256|512):[0-9a-fA-F]*$/.test(digest)) return 'it has the wrong number of digits, or upper-case ones';
  return 'write sha256: and 64 hexadecimal digits';
}
