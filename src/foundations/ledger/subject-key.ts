import type { Subject } from '../../core/index.ts';

/** What a subject is known by in a ledger: the digest of an image, `kind:name` of anything else. */
export function subjectKey(subject: Subject): string {
  return subject.kind === 'image' ? subject.digest : `${subject.kind}:${subject.name}`;
}

/** Other names to find a subject by: the name it was asked for by, the digests of its index and its configuration. */
export function subjectNames(subject: Subject): readonly string[] {
  if (subject.kind !== 'image') return [subject.name];
  const names = [subject.name, subject.configDigest, subject.indexDigest];
  return names.filter((name): name is string => name !== undefined && name !== '' && name !== subject.digest);
}
