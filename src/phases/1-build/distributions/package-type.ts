import type { Distribution } from '../../../core/index.ts';
import { knownDistribution } from './list.ts';

/** Purl type of the packages that a distribution is made of, by its id and those it says to be like (os-release(5), `ID_LIKE`); undefined when we know none of them. */
export function packageTypeOf({ id, like }: Distribution): string | undefined {
  return [id, ...like].map((one) => knownDistribution(one)?.packageType).find((type) => type !== undefined);
}
