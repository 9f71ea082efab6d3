import type { Subject } from '../../../../../core/index.ts';
import { compileGlob, pathGlob } from '../../../../../foundations/formats/index.ts';

/**
 * Whether a subject is one of those that patterns name: its name as it was asked for, and an image by its repository without tag and digest, or by any of
 * its digests.
 */
export function isTarget(patterns: readonly string[]): (subject: Subject) => boolean {
  const fits = patterns.map((pattern) => compileGlob(pattern, pathGlob));
  return (subject) => namesOf(subject).some((name) => fits.some((fit) => fit(name)));
}

function namesOf(subject: Subject): readonly string[] {
  if (subject.kind !== 'image') return [subject.name];
  const { name, digest, configDigest, indexDigest } = subject;
  const repository = name.replace(/@[^@]*$/, '').replace(/:[^:/]*$/, '');
  return [name, repository, digest, configDigest, ...(indexDigest === undefined ? [] : [indexDigest])];
}
