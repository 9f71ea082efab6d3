import { type Clock, type Digest, printable, SeaworthyError } from '../../../core/index.ts';
import { parseReference, type RepositoryUpkeep } from '../../../foundations/images/index.ts';
import { type ListOptions, listRepository } from './list-repository.ts';
import type { ListingProblem, RegistryListing, RepositoryListing } from './listing.ts';

/** How a registry is reached. */
export interface RegistryAccess {
  readonly registry: string;
  /** Every repository of it. Throws when there is no catalogue or it may not be read. */
  repositories(): Promise<readonly string[]>;
  open(repository: string): RepositoryUpkeep;
}

export interface ListRegistryOptions extends Pick<ListOptions, 'limits' | 'signal'> {
  /** Only these; every one that the catalogue has when absent. */
  readonly repositories?: readonly string[];
  /** Digests that may be in any repository without a tag. */
  readonly known?: readonly Digest[];
  readonly clock: Clock;
  /** Called before each repository. */
  readonly progress?: (repository: string, done: number, total: number) => void;
}

/**
 * Reads a registry, or some repositories of it. Throws only when interrupted; what cannot be read is a problem of the listing.
 */
export async function listRegistry(access: RegistryAccess, options: ListRegistryOptions): Promise<RegistryListing> {
  const { registry } = access;
  const time = options.clock.now().toISOString();
  const problems: ListingProblem[] = [];
  let all: readonly string[] | undefined;
  try {
    all = await access.repositories();
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
    const why = [`catalogue: ${error.message}`, error.why].filter(Boolean).join(': ');
    // Whoever names repositories needs no catalogue; that nobody knows what else is there, `whole` tells.
    if (options.repositories === undefined) problems.push({ code: error.code, where: registry, why });
  }
  const names = [...new Set(options.repositories ?? all ?? [])].filter((name) => isRepository(registry, name)).sort();
  const odd = all?.find((name) => !isRepository(registry, name));
  if (odd !== undefined)
    problems.push({
      code: 'E_FORMAT',
      where: registry,
      why: `a repository that is none: ${printable(odd.slice(0, 100))}`,
    });
  const repositories: RepositoryListing[] = [];
  for (const repository of names) {
    options.progress?.(repository, repositories.length, names.length);
    repositories.push(await listRepository(access.open(repository), { registry, repository }, options));
  }
  const whole = all?.every((name) => names.includes(name)) === true;
  return { registry, time, whole, repositories, problems };
}

/** Whether it can be a repository of that registry: its name is part of an address. */
function isRepository(registry: string, name: string): boolean {
  try {
    return parseReference(`${registry}/${name}`).repository === name;
  } catch {
    return false;
  }
}
