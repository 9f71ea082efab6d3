import { type Digest, digestParts } from '../../../core/index.ts';
import { type ArtifactStore, parseManifest } from '../../../foundations/images/index.ts';
import { bundleMediaTypes, isBundleType } from '../bundles/bundle.ts';

/** A signature or an attestation in a form that is not read yet, by its own word: nobody has checked anything of it. */
export interface OtherForm {
  /** What makes it: `Notation`. */
  readonly form: string;
  /** Tag or digest under which it lies. */
  readonly place: string;
}

const formsByType: readonly (readonly [pattern: RegExp, form: string])[] = [
  [/^application\/vnd\.cncf\.notary\.signature$/, 'Notation'],
  [/^application\/vnd\.dev\.cosign\.(?:artifact\.(?:sig|att)\.|simplesigning\.)/, 'Cosign before version 3'],
  [/^application\/vnd\.dsse\.envelope\./, 'a DSSE envelope without a bundle'],
];

/** The form that a type of an artifact or of its blob stands for; undefined where it is read, or is no signature. */
export function otherFormOf(type: string): string | undefined {
  if (bundleMediaTypes.has(type)) return undefined;
  if (isBundleType(type)) return `a Sigstore bundle of another version (${type.slice(0, 80)})`;
  return formsByType.find(([pattern]) => pattern.test(type))?.[1];
}

/** Tags under which Cosign kept things before referrers (sigstore/cosign, specs/SIGNATURE_SPEC.md), by what lies there. */
const oldTags = ['sig', 'att'] as const;
const limits = { manifestBytes: 4 * 1024 * 1024, layers: 1_000 };

/** Signatures and attestations under the tags of old clients. Never throws: that they cannot be looked for changes nothing, as they do not count. */
export async function underOldTags(store: ArtifactStore, subject: Digest): Promise<readonly OtherForm[]> {
  const { algorithm, hex } = digestParts(subject);
  const found = oldTags.map(async (suffix): Promise<readonly OtherForm[]> => {
    const tag = `${algorithm}-${hex}.${suffix}`;
    try {
      const { bytes } = await store.manifest(tag, limits.manifestBytes);
      const { layers } = parseManifest(bytes, tag, limits);
      const forms = layers.flatMap(({ mediaType }) => otherFormOf(mediaType) ?? []);
      return forms.length === 0 ? [] : [{ form: 'Cosign before version 3', place: `tag ${tag}` }];
    } catch {
      return [];
    }
  });
  return (await Promise.all(found)).flat();
}

const mostTold = 3;

/** The forms in a few words. */
export function formsText(forms: readonly OtherForm[]): string {
  const told = forms.slice(0, mostTold).map(({ form, place }) => `${form} (${place})`);
  const more = forms.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
