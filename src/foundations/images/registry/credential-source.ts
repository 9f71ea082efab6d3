import type { CredentialAnswer, CredentialSource } from './credential.ts';
import { type CredentialFile, keysFor, readCredentialFile } from './credential-file.ts';
import { askHelper, type HelperOptions } from './credential-helper.ts';

export interface CredentialSourceOptions extends HelperOptions {
  /** docker and podman credential files; the first that has something for a registry wins. */
  readonly files: readonly string[];
}

/**
 * Credentials as `docker login` and `podman login` leave them. In a file, a helper named for the registry is asked first, then the file's
 * store, then its own entries. Every file is read, and every helper asked, once.
 */
export function createCredentialSource(options: CredentialSourceOptions): CredentialSource {
  const files = new Map<string, Promise<CredentialFile | undefined>>();
  const asked = new Map<string, ReturnType<typeof askHelper>>();
  const read = (path: string): Promise<CredentialFile | undefined> => once(files, path, () => readCredentialFile(path));
  const ask = (name: string, server: string): ReturnType<typeof askHelper> =>
    once(asked, `${name} ${server}`, () => askHelper(name, server, options));
  return {
    async find(registry, repository): Promise<CredentialAnswer> {
      const looked: string[] = [];
      const keys = keysFor(registry.toLowerCase(), repository);
      for (const path of options.files) {
        const file = await read(path);
        if (file === undefined) {
          looked.push(`${path} is not there`);
          continue;
        }
        const helper = firstOf(file.helpers, keys)?.[1];
        for (const name of new Set([helper, file.store])) {
          if (name === undefined) continue;
          const answer = await ask(name, serverAddress(registry));
          if ('credential' in answer) {
            const { credential } = answer;
            return { looked, credential: { ...credential, from: `${credential.from} (named in ${path})` } };
          }
          looked.push(`${answer.why} (named in ${path})`);
        }
        const credential = firstOf(file.logins, keys)?.[1];
        if (credential !== undefined) return { looked, credential };
        looked.push(`no entry for ${registry} in ${path}`);
      }
      return { looked };
    },
  };
}

/** The name under which docker keeps a registry's credentials in a helper. */
function serverAddress(registry: string): string {
  return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
}

function firstOf<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): readonly [string, T] | undefined {
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) return [key, value];
  }
  return undefined;
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}
