import { type Digest, defined, digestParts, type Platform, SeaworthyError } from '../../../core/index.ts';
import { field, isObject, parseJson } from '../../../foundations/formats/index.ts';
import {
  type ArtifactStore,
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
  isImageDescriptor,
  maxIndexes,
  parseManifestOrIndex,
  type StoreTarget,
  tooDeep,
} from '../../../foundations/images/index.ts';
import { bundleMediaTypes } from '../bundles/bundle.ts';
import { type AttachmentKind, predicateKind } from '../statements/predicate-types.ts';
import { bundleAnnotations } from './attach-statement.ts';

/** Something in a tree: the image, a variant of it, or what hangs on one of them. By their own words: nothing is verified here. */
export interface ArtifactNode {
  readonly kind: AttachmentKind | 'image' | 'index';
  readonly digest: Digest;
  /** Bytes of the manifest and of the blobs that it names. */
  readonly size: number;
  /** What it says it is: artifact type, or media type. */
  readonly type: string;
  readonly predicateType?: string;
  readonly created?: string;
  readonly platform?: Platform;
  /** How it is found: as a referrer, by a tag of old clients, or as a member of an index. */
  readonly by: 'target' | 'index' | 'referrer' | 'tag';
  readonly tag?: string;
  readonly children: readonly ArtifactNode[];
  /** How many things are listed as hanging on it that were not looked at, because it hangs as deep as is followed. */
  readonly deeper?: number;
}

const limits = { manifestBytes: 8 * 1024 * 1024, layers: 1_000 };
/** What hangs on an image, on that, and on that again; what is listed below is counted. */
const deepestHung = 3;
const mostNodes = 2_000;

/** Tags under which Cosign kept things before referrers (sigstore/cosign, specs/SIGNATURE_SPEC.md). */
const oldTags: readonly (readonly [suffix: string, kind: AttachmentKind])[] = [
  ['sig', 'signature'],
  ['att', 'attestation'],
  ['sbom', 'sbom'],
];

const otherTypes: readonly (readonly [pattern: RegExp, kind: AttachmentKind])[] = [
  [/^application\/vnd\.cncf\.notary\.signature$/, 'signature'],
  [/^application\/vnd\.dev\.cosign\.artifact\.sig\./, 'signature'],
  [/cyclonedx|spdx|syft|sbom/i, 'sbom'],
  [/openvex|\bvex\b/i, 'vex'],
  [/in-toto|dsse/, 'attestation'],
];

function kindOf(type: string, predicateType: string | undefined): AttachmentKind {
  if (predicateType !== undefined) return predicateKind(predicateType);
  if (bundleMediaTypes.has(type)) return 'signature';
  return otherTypes.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}

/**
 * What hangs on an image: signatures, attestations, SBOMs, with kinds and sizes, on the image and on its variants, by referrers, by the tags of old
 * clients and as attestations inside an index (BuildKit). Throws when a list or a manifest cannot be had: a tree with holes would look whole.
 */
export async function tree(image: StoreTarget): Promise<ArtifactNode> {
  const walk = new Walk(image.store);
  const { digest } = await image.store.manifest(image.tagOrDigest);
  return walk.image(digest, { by: 'target' }, 0);
}

interface ReadManifest {
  readonly document: ImageManifest | ImageIndex;
  /** With its blobs. */
  readonly size: number;
  readonly annotations: ReadonlyMap<string, string>;
}

type How = Pick<ArtifactNode, 'by' | 'tag' | 'platform'>;

class Walk {
  readonly #store: ArtifactStore;
  #nodes = 0;

  constructor(store: ArtifactStore) {
    this.#store = store;
  }

  /** An image or an index with what hangs on it. */
  async image(digest: Digest, how: How, depth: number): Promise<ArtifactNode> {
    const { document, size } = await this.#read(digest);
    const children: ArtifactNode[] = [];
    if (document.kind === 'index') children.push(...(await this.#members(document, depth)));
    children.push(...(await this.#referrers(digest, 0)), ...(await this.#byOldTags(digest)));
    const kind = document.kind === 'index' ? 'index' : 'image';
    return { kind, digest, size, type: document.mediaType, ...how, children };
  }

  async #members(index: ImageIndex, depth: number): Promise<readonly ArtifactNode[]> {
    if (depth >= maxIndexes) throw tooDeep(this.#store.name);
    const nodes: ArtifactNode[] = [];
    for (const member of index.manifests) {
      const { platform } = member;
      if (isImageDescriptor(member)) {
        nodes.push(await this.image(member.digest, { by: 'index', ...defined({ platform }) }, depth + 1));
        continue;
      }
      nodes.push(...(await this.#buildAttestations(member.digest)));
    }
    return nodes;
  }

  /** BuildKit's attestations: layers of a manifest beside the images, each with its predicate type. */
  async #buildAttestations(digest: Digest): Promise<readonly ArtifactNode[]> {
    const { document } = await this.#read(digest);
    if (document.kind === 'index') return [];
    return document.layers.map((layer) => {
      const predicateType = layer.annotations.get('in-toto.io/predicate-type');
      return {
        kind: kindOf(layer.mediaType, predicateType),
        digest: layer.digest,
        size: layer.size,
        type: layer.mediaType,
        by: 'index',
        children: [],
        ...defined({ predicateType }),
      };
    });
  }

  async #referrers(subject: Digest, hung: number): Promise<readonly ArtifactNode[]> {
    const nodes: ArtifactNode[] = [];
    for (const descriptor of await this.#store.referrers(subject))
      nodes.push(...(await this.#referrer(descriptor, subject, hung + 1)));
    return nodes;
  }

  /** What a list names; nothing where its own manifest hangs on something else, as variants of an image do that a list was mistaken for. */
  async #referrer(descriptor: Descriptor, subject: Digest, hung: number): Promise<readonly ArtifactNode[]> {
    const { digest } = descriptor;
    const { document, size, annotations } = await this.#read(digest);
    if (document.subject !== subject) return [];
    const manifest = document.kind === 'manifest' ? document : undefined;
    const type = manifest?.artifactType ?? descriptor.artifactType ?? manifest?.config.mediaType ?? document.mediaType;
    // Some clients leave the annotations out of the list: those of the manifest are the same, and are what was attached.
    const note = (key: string): string | undefined => annotations.get(key) ?? descriptor.annotations.get(key);
    const predicateType = note(bundleAnnotations.predicateType);
    const created = note(bundleAnnotations.created);
    const listed = hung < deepestHung ? 0 : (await this.#store.referrers(digest)).length;
    const node: ArtifactNode = {
      kind: kindOf(type, predicateType),
      digest,
      size,
      type,
      by: 'referrer',
      ...defined({ predicateType, created }),
      children: hung < deepestHung ? await this.#referrers(digest, hung) : [],
      ...(listed === 0 ? {} : { deeper: listed }),
    };
    return [node];
  }

  async #byOldTags(subject: Digest): Promise<readonly ArtifactNode[]> {
    const { algorithm, hex } = digestParts(subject);
    const nodes: ArtifactNode[] = [];
    for (const [suffix, kind] of oldTags) {
      const tag = `${algorithm}-${hex}.${suffix}`;
      try {
        const { digest } = await this.#store.manifest(tag);
        const { document, size } = await this.#read(digest);
        nodes.push({ kind, digest, size, type: document.mediaType, by: 'tag', tag, children: [] });
      } catch (error) {
        if (!(error instanceof SeaworthyError) || error.code !== 'E_NOT_FOUND') throw error;
      }
    }
    return nodes;
  }

  async #read(digest: Digest): Promise<ReadManifest> {
    this.#nodes++;
    if (this.#nodes > mostNodes)
      throw new SeaworthyError('E_LIMIT', `more than ${mostNodes} manifests in one tree`, { where: this.#store.name });
    const stored = await this.#store.manifest(digest);
    const where = `${this.#store.name}, ${digest}`;
    const document = parseManifestOrIndex(stored.bytes, where, limits, stored.mediaType || undefined);
    const parts = document.kind === 'index' ? [] : [document.config, ...document.layers];
    const annotations = field(parseJson(stored.bytes, where, { maxBytes: limits.manifestBytes }), 'annotations');
    const pairs = isObject(annotations) ? Object.entries(annotations) : [];
    return {
      document,
      size: parts.reduce((sum, part) => sum + part.size, stored.bytes.length),
      annotations: new Map(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
    };
  }
}
