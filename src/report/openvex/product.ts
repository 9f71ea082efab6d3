import { digestParts, formatPurl, type ImageSubject, parsePurl, type Subject, subjectKey } from '../../core/index.ts';

/**
 * What a statement is about: the image, and the package in it. Readers compare product ids in ways of their own: one wants a package URL that says no more
 * than its own, another the digest as a hash. So the URL has nothing beside name and digest, and the digest stands there as a hash too. An image that was
 * chosen from an index may be known by the index, of which only this architecture is meant.
 */
export function products(subject: Subject, purl: string): readonly object[] {
  const subcomponents = [{ '@id': comparable(purl), identifiers: { purl: comparable(purl) } }];
  if (subject.kind !== 'image') {
    const id = `urn:seaworthy:${subject.kind}:${encodeURIComponent(
      subjectKey(subject)
        .slice(subject.kind.length + 1)
        .toWellFormed(),
    )}`;
    return [{ '@id': id, subcomponents }];
  }
  const { indexDigest, platform } = subject;
  const variants = [
    imageId(subject, subject.digest),
    ...(indexDigest === undefined ? [] : [imageId(subject, indexDigest, platform.architecture)]),
  ];
  return variants.map((one) => ({ ...one, subcomponents }));
}

/** The image by its digest (purl-spec, type `oci`); its name is the last part of the repository. */
function imageId({ name: asked }: ImageSubject, digest: ImageSubject['digest'], arch?: string): object {
  const repository = asked.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const last = repository.split('/').at(-1) ?? '';
  const name = last.toLowerCase().replace(/[^a-z0-9._-]/g, '') || 'image';
  const purl = formatPurl({ type: 'oci', name, version: digest, qualifiers: { arch } });
  const { algorithm, hex } = digestParts(digest);
  // A hash of an index would mean every image in it.
  const hashes = arch === undefined ? { hashes: { [algorithm === 'sha512' ? 'sha-512' : 'sha-256']: hex } } : {};
  return { '@id': purl, identifiers: { purl }, ...hashes };
}

/** Qualifiers that every maker of package URLs writes alike: the name of a release, for one, each of them writes in another way. */
const alike: ReadonlySet<string> = new Set(['arch', 'epoch']);

/** A package as readers compare it. */
export function comparable(purl: string): string {
  const parsed = parsePurl(purl);
  if (parsed === undefined) return purl;
  const kept = Object.entries(parsed.qualifiers).filter(([key]) => alike.has(key));
  return formatPurl({ ...parsed, qualifiers: Object.fromEntries(kept) });
}
