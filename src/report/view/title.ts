import { isDigest, type Subject, shortDigest, subjectTitle } from '../../core/index.ts';

/** What a person knows a subject by, for the title of a page: a reference stays as it is, a path is shown by its last part, a digest by its first digits. */
export function knownTitle(subject: Subject): string {
  return subject.kind === 'image' ? imageTitle(subject.name) || shortDigest(subject.digest) : subjectTitle(subject);
}

/**
 * The same of the name that an image was asked for by: `oci:/srv/build/shop:1.4` is `shop:1.4`, `docker-archive:app.tar:registry.example/app:2` is
 * `registry.example/app:2`, and a digest behind a tag is left out.
 */
export function imageTitle(name: string): string {
  if (isDigest(name)) return shortDigest(name);
  const [, scheme = '', rest = name] = /^(oci|oci-archive|docker-archive|registry):(?=.)(.*)$/s.exec(name) ?? [];
  if (scheme === 'docker-archive') return archiveTitle(rest);
  if (scheme === 'oci' || scheme === 'oci-archive' || isPath(rest)) return lastPart(shortened(rest));
  return shortened(rest);
}

/** A reference may stand behind the path, from the first colon on. */
function archiveTitle(rest: string): string {
  const [, reference] = /^[^:@]+:(.+)$/s.exec(rest) ?? [];
  return reference === undefined ? lastPart(shortened(rest)) : shortened(reference);
}

/** `app:1.4@sha256:…` without its digest, `app@sha256:…` with the first digits of it. */
function shortened(reference: string): string {
  const at = reference.lastIndexOf('@');
  const digest = reference.slice(at + 1);
  if (at <= 0 || !isDigest(digest)) return reference;
  const named = reference.slice(0, at);
  return /:[^/]*$/.test(named) ? named : `${named}@${shortDigest(digest)}`;
}

const isPath = (text: string): boolean => /^(?:\.{0,2}|~)\//.test(text);

/** Behind the last slash; a folder that is named by dots alone says nothing there. */
function lastPart(path: string): string {
  const last = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return /^\.*$/.test(last) ? path : last;
}
