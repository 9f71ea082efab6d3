import { count } from '../../core/index.ts';
import type { Contents } from './contents.ts';

/** Tells of references to what other documents list, where there are any: nobody follows them, so that it is not looked at. */
export function tellElsewhere(references: number, contents: Contents): void {
  if (references > 0)
    contents.problem(
      `refers ${count(references, 'time')} to other documents, which were not read: what they list was not looked at`,
      true,
      'E_INCOMPLETE',
    );
}
