import { count, emptyCoverage, type Inventory, joinCoverage, type Package, type Problem } from '../core/index.ts';

/** Packages that a file asks for to build or to test with, and that nobody has seen: what is installed counts, whatever it was meant for. */
const isForDevelopment = ({ evidence, development }: Package): boolean =>
  evidence === 'declared' && development === true;

/** The inventory without what only development is meant to have; the coverage says how much that is. */
export function withoutDevelopment(inventory: Inventory): Inventory {
  const left = inventory.packages.filter((one) => !isForDevelopment(one));
  const out = inventory.packages.length - left.length;
  if (out === 0) return inventory;
  const ids = new Set(left.map(({ id }) => id));
  const packages = left.map((one) =>
    one.dependencies === undefined ? one : { ...one, dependencies: one.dependencies.filter((id) => ids.has(id)) },
  );
  const problem: Problem = {
    code: 'E_INCOMPLETE',
    message: `${count(out, 'package')} declared for development only ${out === 1 ? 'was' : 'were'} left out: \`--development\` judges them too`,
    where: inventory.subject.name,
    part: 'inventory',
    incomplete: false,
  };
  return {
    ...inventory,
    packages,
    coverage: joinCoverage(inventory.coverage, { ...emptyCoverage, problems: [problem] }),
  };
}
