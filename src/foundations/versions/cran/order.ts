import { plainCommand } from '../../../core/index.ts';
import { byNumberLists, separatedNumbers } from '../numbers.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * "Writing R Extensions", 1.1.1 "The DESCRIPTION file": at least two non-negative integers with a dot or a dash between them, which mean the same.
 * Compared number by number; of two that begin alike the longer one is newer (R, `?numeric_version`). Any other text is older than all of them.
 */
const parse = (version: string): readonly string[] | undefined => separatedNumbers(version.trim(), '.-');

const compare = byNumberLists(parse);

/** R packages. */
export const cran: VersionOrder = {
  id: 'cran',
  title: 'R packages',
  compare,
  isValid: (version) => (parse(version)?.length ?? 0) >= 2,
  hasPlace: (version) => parse(version) !== undefined,
  askOlder: (a, b) => plainCommand`Rscript -e "compareVersion('${a}', '${b}')"   # prints -1 when it is older`,
};
