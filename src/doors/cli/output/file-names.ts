import { withoutPasswords } from '../../../core/index.ts';
import type { Destination } from './destinations.ts';

/** Letters that a file may have in its name everywhere; whoever made an archive chose the names of its images. */
const longest = 120;

/** A target as a part of the name of a file: no folder, nothing hidden. */
export function asFileName(target: string): string {
  const plain = withoutPasswords(target)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, longest);
  return plain === '' ? 'target' : plain;
}

/**
 * Puts into the names of files what stands for the target: `{target}` its name, `{number}` which one it is, from 1. Two targets with one name get a number more, so
 * that no file takes the place of another.
 */
export function nameFiles(): (to: readonly Destination[], target: string) => readonly Destination[] {
  const taken = new Set<string>();
  let number = 0;
  return (to, target) => {
    number += 1;
    const name = asFileName(target);
    const filled = (as: string): readonly (string | undefined)[] =>
      to.map(({ file }) => file?.replaceAll('{target}', () => as).replaceAll('{number}', String(number)));
    let files = filled(name);
    for (let more = 2; files.some((file) => file !== undefined && taken.has(file)); more += 1)
      files = filled(`${name}-${more}`);
    for (const file of files) if (file !== undefined) taken.add(file);
    return to.map(({ format }, index) => {
      const file = files[index];
      return file === undefined ? { format } : { format, file };
    });
  };
}
