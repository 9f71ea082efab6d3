import type { Clock } from '../../../core/index.ts';
import { defined } from '../../../core/index.ts';
import type { Http } from '../../net/index.ts';
import { createAuth, type RegistryAuth } from './auth.ts';
import type { CredentialSource } from './credential.ts';

/** Nobody's login: whoever answers for the registry chooses where it redirects to. */
const nobody: CredentialSource = {
  find: async () => ({ looked: ['no login is sent to a host that the registry redirects to'] }),
};

/** Hosts, each with one challenge, of which tokens are kept; more are forgotten again. */
const most = 32;

/** Logs in at hosts that a registry redirects reading to, and that ask for a token of their own: anonymously, whatever is known for the registry. */
export interface RedirectLogin {
  /** For the origin that asks, by what it asks. */
  at(origin: URL, challenge: string): RegistryAuth;
}

export function createRedirectLogin(options: {
  readonly http: Http;
  readonly repository: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}): RedirectLogin {
  const { http, repository, clock, signal } = options;
  const known = new Map<string, RegistryAuth>();
  return {
    at({ origin, host }, challenge) {
      const key = `${origin} ${challenge}`;
      const auth =
        known.get(key) ??
        createAuth({
          http,
          registry: host,
          repository,
          credentials: nobody,
          ...defined({ clock, signal }),
        });
      if (known.size >= most) known.clear();
      known.set(key, auth);
      return auth;
    },
  };
}
