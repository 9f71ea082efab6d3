import { isDigest, type ParsedPurl } from '../../../../core/index.ts';
import { type Fit, joinFits, near, other } from './fit.ts';
import type { LookedAt } from './looked-at.ts';
import type { VexName } from './name.ts';
import type { VexComponent } from './statement.ts';

/** Whether a component of a statement is what was looked at as a whole. */
export function fitWhole(component: VexComponent, at: LookedAt): Fit {
  return joinFits(component.names.map((name) => fitName(name, at)));
}

function fitName(name: VexName, at: LookedAt): Fit {
  switch (name.kind) {
    case 'digest':
      return fitDigest(name.digest, at) ?? other;
    case 'image':
      return fitImage(name.repository, name.digest, name.tag, at);
    case 'element':
      return fitDocument(name, at);
    case 'purl':
      return imageTypes.has(name.purl.type) ? fitImagePurl(name.purl, at) : fitText(name, at);
    default:
      return fitText(name, at);
  }
}

/** Types of package URLs that name images: purl-spec, "oci" and "docker". */
const imageTypes: ReadonlySet<string> = new Set(['oci', 'docker']);

const fitText = (name: VexName, { names }: LookedAt): Fit =>
  names.some((one) => one.text === name.text) ? { is: 'this', isPinned: true } : other;

const fitDigest = (digest: string, { digests }: LookedAt): Fit | undefined =>
  digests.includes(digest) ? { is: 'this', isPinned: true, byBytes: true } : undefined;

/** A bill of materials as a whole; another version of it may list other things. */
function fitDocument(name: Extract<VexName, { readonly kind: 'element' }>, at: LookedAt): Fit {
  if (name.element !== undefined) return other;
  return at.isOwnDocument(name) ? { is: 'this', isPinned: true } : other;
}

const hubs = /^(?:index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com|hub\.docker\.com)(?=\/|$)/;

/** A repository in one spelling: `nginx`, `https://index.docker.io/library/nginx/` and `docker.io/library/nginx` are one. */
export function repositoryName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .replace(hubs, 'docker.io');
  const [first = '', ...rest] = plain.split('/');
  const isHost = /[.:]/.test(first) || first === 'localhost';
  if (!isHost) return rest.length === 0 ? `docker.io/library/${plain}` : `docker.io/${plain}`;
  return first === 'docker.io' && rest.length === 1 ? `docker.io/library/${rest[0]}` : plain;
}

const lastPart = (repository: string): string => repository.slice(repository.lastIndexOf('/') + 1);

const unknownRepository = 'it names a repository, and in which one this image is kept is not known here';

/** Bytes are the same wherever they are kept: with a digest the repository says nothing more. */
function fitImage(repository: string, digest: string | undefined, tag: string | undefined, at: LookedAt): Fit {
  if (digest !== undefined) return fitDigest(digest, at) ?? otherBytes(repositoryName(repository), digest, at);
  if (at.repository === undefined) return near(unknownRepository);
  return repositoryName(repository) === at.repository ? fitTag(tag, at) : other;
}

function otherBytes(repository: string, digest: string, at: LookedAt): Fit {
  const here = at.digests[0];
  // Which of several images of one name it is, is what a digest says.
  const isSameName = at.repository === undefined || lastPart(repository) === lastPart(at.repository);
  return isSameName && here !== undefined ? near(`it is about the image ${digest}, and this is ${here}`) : other;
}

function fitTag(tag: string | undefined, at: LookedAt): Fit {
  if (tag === undefined) return { is: 'this', isPinned: false };
  if (at.tag === tag) return { is: 'this', isPinned: true };
  return near(`it is about the tag ${tag.slice(0, 200)}, and ${at.tag ?? 'none'} was asked for`);
}

/** `pkg:oci/NAME@sha256:…?repository_url=…&arch=…&tag=…`, and the older `pkg:docker/NAMESPACE/NAME@TAG`. */
function fitImagePurl({ namespace, name, version, qualifiers }: ParsedPurl, at: LookedAt): Fit {
  const { arch, os, tag, repository_url: address } = qualifiers;
  const digest = version?.toLowerCase();
  const path = [namespace, name].filter(Boolean).join('/');
  const wanted = addressesOf(path, namespace, address);
  const byDigest = digest !== undefined && isDigest(digest);
  const fit = byDigest
    ? (fitDigest(digest, at) ?? otherBytes(path, digest, at))
    : fitRepository(wanted, path, version ?? tag, at);
  if (fit.is !== 'this') return fit;
  for (const [key, said, here] of [
    ['arch', arch, at.architecture],
    ['os', os, at.os],
  ] as const)
    if (said !== undefined && here !== undefined && said !== here)
      return near(`it is limited to ${key}=${said.slice(0, 100)}, and this is ${here}`);
  return fit;
}

/** Where it says that the image is; makers write the whole name there, or what stands before it. Empty where it says nothing of that. */
function addressesOf(path: string, namespace: string | undefined, address: string | undefined): readonly string[] {
  if (address !== undefined) return [repositoryName(address), repositoryName(`${address.replace(/\/+$/, '')}/${path}`)];
  return namespace === undefined ? [] : [repositoryName(path)];
}

function fitRepository(wanted: readonly string[], path: string, tag: string | undefined, at: LookedAt): Fit {
  if (at.repository === undefined) return near(unknownRepository);
  const isNamed = wanted.length > 0 ? wanted.includes(at.repository) : lastPart(at.repository) === path.toLowerCase();
  if (isNamed) return fitTag(tag, at);
  return lastPart(at.repository) === lastPart(path.toLowerCase())
    ? near(`it is about ${wanted[0] ?? path}, and this is ${at.repository}`)
    : other;
}
