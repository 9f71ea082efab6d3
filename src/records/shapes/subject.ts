import { type ImageSubject, type Platform, readSubject, type Subject } from '../../core/index.ts';
import { membersOf, object, optional, type Shape, text, value } from '../shape.ts';

export const platformShape: Shape<Platform> = object<Platform>({
  os: text,
  architecture: text,
  variant: optional(text),
});

export const subjectShape: Shape<Subject> = value('a subject', (given) => readSubject(given) !== undefined);

/** A subject; of an image all but the name it was asked for by. */
export type NamelessSubject = Omit<ImageSubject, 'name'> | Exclude<Subject, ImageSubject>;

export const namelessShape: Shape<NamelessSubject> = value(
  'a subject',
  (given) => readSubject({ ...nameless(given), ...membersOf(given) }) !== undefined,
);

const nameless = (given: unknown): object => (membersOf(given)?.kind === 'image' ? { name: '' } : {});

/** A subject as it is told today, of whatever was written before. */
export function upgradeSubject(stored: unknown): unknown {
  return readSubject(stored) ?? stored;
}
