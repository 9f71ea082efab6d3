import { defined, SeaworthyError } from '../../core/index.ts';
import {
  formatReference,
  listRepositories,
  openClient,
  parseReference,
  type RegistryClient,
  repositoryUpkeep,
} from '../../foundations/images/index.ts';
import type { Http } from '../../foundations/net/index.ts';
import type { RegistryAccess } from '../../phases/5-retire/index.ts';
import type { Settings } from '../settings.ts';

/** What of a registry is to be looked at: all of it when no repositories are named. */
export interface RegistryScope {
  readonly registry: string;
  readonly repositories?: readonly string[];
}

/**
 * Reads targets: `REGISTRY` for all that its catalogue has, `REGISTRY/REPOSITORY` for one repository. Throws `E_USAGE` for none, `E_REFERENCE` for what is
 * neither.
 */
export function parseScopes(targets: readonly string[]): readonly RegistryScope[] {
  if (targets.length === 0) throw new SeaworthyError('E_USAGE', 'no registry is named');
  const scopes = new Map<string, Set<string> | undefined>();
  for (const target of targets) {
    const { registry, repository } = parseScope(target);
    const named = scopes.get(registry);
    if (repository === undefined || (scopes.has(registry) && named === undefined)) scopes.set(registry, undefined);
    else scopes.set(registry, (named ?? new Set<string>()).add(repository));
  }
  return [...scopes].map(([registry, named]) =>
    named === undefined ? { registry } : { registry, repositories: [...named].sort() },
  );
}

function parseScope(target: string): { readonly registry: string; readonly repository?: string } {
  const bad = (why: string): SeaworthyError =>
    new SeaworthyError('E_REFERENCE', `not a registry or a repository: ${JSON.stringify(target.slice(0, 200))}`, {
      why,
    });
  if (!target.includes('/')) {
    const { registry } = parseReference(`${target}/x`);
    if (registry !== target.toLowerCase()) throw bad('a registry has a dot or a port in its name, or is localhost');
    return { registry };
  }
  const reference = parseReference(target);
  if (formatReference({ ...reference, tag: 'latest' }) !== formatReference(reference) || target.endsWith(':latest'))
    throw bad('a whole repository is looked at, and not one tag or digest of it');
  return reference;
}

/** Ways to registries over one network client, with the credentials of the settings. */
export function registryAccess(http: Http, settings: Settings): (registry: string) => RegistryAccess {
  const { limits, clock, credentialFiles, programPath, plainHttpHosts, signal } = settings;
  const client = (registry: string, repository: string): RegistryClient =>
    openClient(
      { registry, repository },
      {
        http,
        limits,
        clock,
        credentialFiles,
        programPath,
        plainHttpHosts,
        ...defined({ signal }),
      },
    );
  return (registry) => ({
    registry,
    repositories: () => listRepositories(client(registry, '')),
    open: (repository) => repositoryUpkeep(client(registry, repository)),
  });
}
