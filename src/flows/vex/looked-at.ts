import { defined, type Inventory, isDigest } from '../../core/index.ts';
import { parseReference, parseTarget } from '../../foundations/images/index.ts';
import { type LookedAt, readName, repositoryName } from '../../phases/1-build/advisories/index.ts';

/** What the bill of materials that was looked at says of itself. */
export interface OwnDocument {
  /** Its serial number or namespace. */
  readonly id?: string;
  readonly version?: string;
  /** What it is about, by every name that it gives. */
  readonly names: readonly string[];
}

/** Schemes before the name of an image that is kept in a repository, also where an engine keeps a copy of it. */
const kept: ReadonlySet<string> = new Set(['registry', 'docker', 'podman', 'containerd']);

/** What a statement may call the thing that was looked at. */
export function lookedAt({ subject, distribution }: Inventory, own?: OwnDocument): LookedAt {
  const names = [subject.name, ...(own?.names ?? [])].map(readName);
  const isOwnDocument: LookedAt['isOwnDocument'] = ({ document, version }) =>
    own?.id !== undefined &&
    own.id.toLowerCase() === document.toLowerCase() &&
    (version === undefined || own.version === undefined || version === own.version);
  const whole = { names, isOwnDocument, ...defined({ distribution }) };
  if (subject.kind !== 'image') return { ...whole, ...ofNames(names) };
  const { digest, configDigest, indexDigest, platform } = subject;
  return {
    ...whole,
    digests: [digest, ...(indexDigest === undefined ? [] : [indexDigest]), configDigest],
    ...defined({ index: indexDigest }),
    ...repositoryOf(subject.name),
    os: platform.os,
    architecture: platform.architecture,
  };
}

/** The image that a bill of materials says it is about: by its digest, and by its name where it gives one. */
function ofNames(names: LookedAt['names']): Pick<LookedAt, 'digests' | 'repository' | 'tag' | 'architecture'> {
  const digests = names.flatMap((one) => {
    if (one.kind === 'digest' || one.kind === 'image') return one.digest ?? [];
    return one.kind === 'purl' && isDigest(one.purl.version ?? '') ? (one.purl.version ?? []) : [];
  });
  const purl = names.find((one) => one.kind === 'purl' && one.purl.type === 'oci');
  const { repository_url: address, tag, arch } = purl?.kind === 'purl' ? purl.purl.qualifiers : {};
  const image = names.find((one) => one.kind === 'image');
  if (address !== undefined)
    return { digests, repository: repositoryName(address), ...defined({ tag, architecture: arch }) };
  if (image?.kind !== 'image') return { digests, ...defined({ architecture: arch }) };
  return { digests, repository: repositoryName(image.repository), ...defined({ tag: image.tag, architecture: arch }) };
}

/** Where it is kept, by the name that it was asked for by; nothing for a file, whose path means nothing elsewhere. */
function repositoryOf(name: string): Pick<LookedAt, 'repository' | 'tag'> {
  try {
    const { scheme, rest } = parseTarget(name);
    if (scheme !== undefined && !kept.has(scheme)) return {};
    const { registry, repository, tag } = parseReference(rest);
    return { repository: repositoryName(`${registry}/${repository}`), ...defined({ tag }) };
  } catch {
    return {};
  }
}
