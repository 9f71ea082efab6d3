import { emptyCoverage, type Inventory, joinCoverage, type Problem, type Subject } from '../core/index.ts';
import type { ReadSbom } from '../foundations/sbom/index.ts';
import { knownRelease } from '../phases/1-build/distributions/index.ts';

/** Whose word it is, and of what. */
export interface Claimed {
  readonly subject: Subject;
  /** The file, or the manifest that carries it. */
  readonly where: string;
  /** Told in the coverage: nobody here has looked at the thing itself. */
  readonly how: string;
  readonly now: Date;
}

/** What a bill of materials lists, as an inventory: somebody's word, and told as that. */
export function claimedInventory({ inventory }: ReadSbom, { subject, where, how, now }: Claimed): Inventory {
  const problem: Problem = { code: 'E_INCOMPLETE', message: how, where, part: 'sbom', incomplete: false };
  const { distribution, ...rest } = inventory;
  return {
    ...rest,
    ...(distribution === undefined ? {} : { distribution: knownRelease(distribution, now) }),
    subject,
    coverage: joinCoverage({ ...emptyCoverage, problems: [problem] }, inventory.coverage),
  };
}
