import { defined, isDigest, printable } from '../../../core/index.ts';
import { isObject, type JsonObject, parseJson } from '../../../foundations/formats/index.ts';
import type { ContainerMount } from '../state/container-info.ts';
import type { AboutContainer } from './runtime.ts';

/** Longest text that is taken from what a runtime tells. */
const maxText = 1_000;
/** Characters of all labels, and of all mounts, of one container: whoever makes containers makes many. */
const maxCharacters = 16_384;

/** The first of some things that take no more than that together. */
export function within<T>(all: readonly T[], size: (one: T) => number): readonly T[] {
  let left = maxCharacters;
  const end = all.findIndex((one) => {
    left -= size(one) + 16;
    return left < 0;
  });
  return end < 0 ? all : all.slice(0, end);
}

/** The JSON of a text; undefined when there is none, or it is malformed. Never throws. */
export function jsonOf(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = parseJson(Buffer.from(text), 'a container', { maxBytes: 64 * 1024 * 1024 });
    // A list is an object of its numbers: see `listOf`.
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** The members of a list that are objects. */
export const listOf = (value: JsonObject | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export function memberOf(value: JsonObject, name: string): JsonObject | undefined {
  const found = value[name];
  return isObject(found) ? found : undefined;
}

/** A text that is not empty, cut, without what steers a terminal. */
export function textOf(value: JsonObject, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' && found !== '' ? printable(found.slice(0, maxText)) : undefined;
}

export function labelsOf(value: JsonObject | undefined): ReadonlyMap<string, string> | undefined {
  if (value === undefined) return undefined;
  const texts = Object.keys(value).flatMap((name) => {
    const text = textOf(value, name);
    return text === undefined ? [] : [[printable(name.slice(0, maxText)), text] as const];
  });
  return new Map(within(texts, ([name, text]) => name.length + text.length));
}

/** What Kubernetes calls a container, as the labels that the kubelet gives it. */
export function podLabels(pod: {
  readonly name: string | undefined;
  readonly nameSpace: string | undefined;
  readonly uid: string | undefined;
  readonly container: string | undefined;
}): ReadonlyMap<string, string> {
  const labels: readonly (readonly [string, string | undefined])[] = [
    ['io.kubernetes.pod.name', pod.name],
    ['io.kubernetes.pod.namespace', pod.nameSpace],
    ['io.kubernetes.pod.uid', pod.uid],
    ['io.kubernetes.container.name', pod.container],
  ];
  return new Map(labels.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** A reference in its parts: `registry:5000/shop/web:1.4@sha256:…`. */
export function namesOfImage(
  reference: string | undefined,
): Pick<AboutContainer, 'image' | 'imageRepository' | 'imageTag'> {
  if (reference === undefined) return {};
  const [named = ''] = reference.split('@', 1);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const isId = isDigest(reference) || /^[0-9a-f]{64}$/.test(reference);
  return defined({
    image: reference,
    imageRepository: isId ? undefined : colon < 0 ? named : named.slice(0, colon),
    imageTag: isId || colon < 0 ? undefined : named.slice(colon + 1),
  });
}

/** Digests of the manifest or index that an image was pulled by, most certain first; none for one that was built or loaded here. */
function manifestsOf(container: JsonObject, image: JsonObject | undefined): readonly string[] {
  // Engines since API 1.48 tell the manifest that the container runs.
  const run = textOf(memberOf(container, 'ImageManifestDescriptor') ?? {}, 'digest');
  const listed: readonly unknown[] = Array.isArray(image?.RepoDigests) ? image.RepoDigests : [];
  const pulled = listed.flatMap((entry) =>
    typeof entry === 'string' ? [entry.slice(entry.lastIndexOf('@') + 1)] : [],
  );
  return [...(run === undefined ? [] : [run]), ...pulled].filter(isDigest);
}

function mountsOf(value: unknown): readonly ContainerMount[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const mounts = value.filter(isObject).map((mount) => ({
    source: textOf(mount, 'Source') ?? '',
    destination: textOf(mount, 'Destination') ?? '',
    mode: textOf(mount, 'Mode') ?? '',
    writable: mount.RW === true,
    propagation: textOf(mount, 'Propagation') ?? '',
  }));
  return within(mounts, ({ source, destination }) => source.length + destination.length);
}

function addressOf(container: JsonObject): string | undefined {
  const settings = memberOf(container, 'NetworkSettings') ?? {};
  const own = textOf(settings, 'IPAddress');
  if (own !== undefined) return own;
  for (const network of Object.values(memberOf(settings, 'Networks') ?? {})) {
    const found = isObject(network) ? textOf(network, 'IPAddress') : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What the description of a container tells (Docker Engine API, `GET /containers/ID/json`, and of its image, `/images/ID/json`). Undefined when it names no
 * image: then it is none.
 */
export function aboutInspected(container: JsonObject, image: JsonObject | undefined): AboutContainer | undefined {
  const told = textOf(container, 'Image') ?? '';
  // Podman writes it without the algorithm.
  const config = /^[0-9a-f]{64}$/.test(told) ? `sha256:${told}` : told;
  if (!isDigest(config)) return undefined;
  const host = memberOf(container, 'HostConfig') ?? {};
  const settings = memberOf(container, 'Config') ?? {};
  const created = Date.parse(textOf(container, 'Created') ?? '');
  const isHosts = (name: string): boolean | undefined => {
    const mode = host[name];
    return typeof mode === 'string' ? mode === 'host' : undefined;
  };
  return defined({
    name: textOf(container, 'Name')?.replace(/^\//, ''),
    ...namesOfImage(textOf(settings, 'Image')),
    imageId: config.slice('sha256:'.length),
    imageDigest: manifestsOf(container, image)[0],
    privileged: typeof host.Privileged === 'boolean' ? host.Privileged : undefined,
    hostPid: isHosts('PidMode'),
    hostNetwork: isHosts('NetworkMode'),
    hostIpc: isHosts('IpcMode'),
    ip: addressOf(container),
    created: Number.isFinite(created) ? Math.floor(created / 1000) : undefined,
    labels: labelsOf(memberOf(settings, 'Labels')),
    mounts: mountsOf(container.Mounts),
  });
}
