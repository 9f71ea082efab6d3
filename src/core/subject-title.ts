import { shortDigest } from './digest.ts';
import type { Subject } from './subject.ts';
import { subjectOfKey } from './subject-key.ts';

/** One line that tells a person which subject it is: its name, and where that alone could be another's. */
export function subjectTitle(subject: Subject): string {
  const { name } = subject;
  switch (subject.kind) {
    case 'files': {
      const { place } = subject;
      const where = place === undefined || !('repository' in place) ? undefined : place.repository;
      return where === undefined || where === name ? name : `${name} (${where})`;
    }
    case 'workload':
      return subject.cluster === undefined ? name : `${name} (cluster ${subject.cluster})`;
    case 'credential':
      return subject.store === undefined ? name : `${name} (${subject.store})`;
    default:
      return name;
  }
}

/** What sort of thing it is, in a word. */
export function subjectSort(subject: Subject): string {
  return subject.kind === 'files' ? subject.content : subject.kind;
}

/** The same of a subject of which only the key is known. A key that tells no more than itself stays as it is: digests, and those of versions before 2.0. */
export function keyTitle(key: string): string {
  const subject = subjectOfKey(key);
  if (subject === undefined) return key;
  const title = subjectTitle(subject);
  if (subject.kind !== 'files' || subject.place === undefined || 'repository' in subject.place) return title;
  return `${title} (folder ${shortDigest(subject.place.folder)})`;
}
