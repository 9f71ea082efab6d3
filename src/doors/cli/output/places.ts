import { SeaworthyError } from '../../../core/index.ts';

/** A format, and the file it goes to; absent: standard output. */
interface Place {
  readonly id: string;
  readonly file?: string | undefined;
}

/** Refuses what cannot be: two formats on standard output, or in one file. Throws `E_USAGE`. */
export function checkPlaces(places: readonly Place[]): void {
  const printed = places.filter(({ file }) => file === undefined).map(({ id }) => id);
  if (printed.length > 1) {
    throw new SeaworthyError('E_USAGE', `only one format can go to standard output, not ${printed.join(' and ')}`, {
      next: `Name a file for the others: -o ${printed[1]}=FILE.`,
    });
  }
  const files = places.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw new SeaworthyError('E_USAGE', 'two formats are to go to the same file', { where: twice });
}
