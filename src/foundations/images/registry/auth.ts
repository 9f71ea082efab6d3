import { type Clock, defined, printable, SeaworthyError, systemClock } from '../../../core/index.ts';
import type { Http } from '../../net/index.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { type CredentialAnswer, type CredentialSource, noCredentials } from './credential.ts';
import { basicHeader, fetchToken, TokenRefusal, type TokenRequest } from './token.ts';

/** Seconds before its end at which a token is no longer used: a request takes a while to arrive. */
const margin = 10;
const maxScope = 4_096;

export interface AuthOptions {
  readonly http: Http;
  readonly registry: string;
  readonly repository: string;
  readonly credentials?: CredentialSource;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** What is to be done in the repository: reading needs `pull`. */
export type Actions = 'pull' | 'pull,push' | 'delete';

/** Logs in to one registry for one repository, and remembers how. Credentials go to the registry, or to the token server it names, and nowhere else. */
export interface RegistryAuth {
  /** The `Authorization` to send without having been asked, where one is known. */
  known(actions: Actions): string | undefined;
  /**
   * The `Authorization` that answers a 401. `challenge` is its `WWW-Authenticate`, `sent` the one that was refused. Throws `E_AUTH` when there
   * is none to try (any more), `E_NETWORK` when the token server is in trouble.
   */
  answer(challenge: string, sent: string | undefined, actions: Actions): Promise<string>;
  /** The error for a request that was refused in the end; `said` is what the registry answered. */
  refusal(said: string): Promise<SeaworthyError>;
}

export function createAuth(options: AuthOptions): RegistryAuth {
  const { http, registry, repository, signal } = options;
  const clock = options.clock ?? systemClock;
  const source = options.credentials ?? noCredentials;
  /** By actions: header, and until when it may be used (milliseconds). */
  const headers = new Map<Actions, { readonly header: string; readonly until: number }>();
  const underWay = new Map<Actions, Promise<string>>();
  let found: Promise<CredentialAnswer> | undefined;
  const credentials = (): Promise<CredentialAnswer> => {
    found ??= source.find(registry, repository);
    return found;
  };

  const known = (actions: Actions): string | undefined => {
    const entry = headers.get(actions);
    return entry !== undefined && entry.until > clock.now().getTime() ? entry.header : undefined;
  };

  const refusal = async (said: string): Promise<SeaworthyError> => {
    const { credential, looked } = await credentials();
    const name = `${registry}/${repository}`;
    const whose =
      credential?.kind === 'password' ? `the login of ${printable(credential.username.slice(0, 100))}` : 'the token';
    const what =
      credential === undefined
        ? `${name} cannot be read without a login`
        : `${registry} refuses ${whose} for ${repository}`;
    const tried = credential === undefined ? 'tried anonymously' : `tried with the credentials from ${credential.from}`;
    const missing = credential === undefined ? '; it may also be that there is no such repository' : '';
    return new SeaworthyError('E_AUTH', what, { why: [said, tried, ...looked].join('; ') + missing });
  };

  const obtain = async (
    challenge: string,
    actions: Actions,
  ): Promise<{ readonly header: string; readonly lifetime: number }> => {
    const { credential } = await credentials();
    const offers = parseChallenges(challenge);
    const bearer = offers.find((offer) => offer.scheme === 'bearer' && offer.parameters.has('realm'));
    if (bearer !== undefined && credential?.kind === 'registry-token') {
      return { header: `Bearer ${credential.token}`, lifetime: Number.POSITIVE_INFINITY };
    }
    if (bearer !== undefined) {
      const token = await fetchToken(http, tokenRequest(bearer, repository, actions), credential, signal);
      return { header: `Bearer ${token.value}`, lifetime: token.lifetime };
    }
    if (offers.some((offer) => offer.scheme === 'basic')) {
      if (credential?.kind === 'password') {
        return { header: basicHeader(credential.username, credential.password), lifetime: Number.POSITIVE_INFINITY };
      }
      throw new TokenRefusal(`${registry} wants a user name and password`);
    }
    const schemes = offers.map((offer) => offer.scheme.slice(0, 40)).join(', ');
    throw new TokenRefusal(
      schemes === '' ? `${registry} does not say how to log in` : `${registry} offers only ${schemes}`,
    );
  };

  const obtainOnce = async (challenge: string, actions: Actions): Promise<string> => {
    try {
      const { header, lifetime } = await obtain(challenge, actions);
      headers.set(actions, { header, until: clock.now().getTime() + Math.max(1, lifetime - margin) * 1000 });
      return header;
    } catch (error) {
      if (error instanceof TokenRefusal) throw await refusal(error.message);
      throw error;
    } finally {
      underWay.delete(actions);
    }
  };

  return {
    known,
    refusal,
    answer(challenge, sent, actions) {
      const usable = known(actions);
      if (usable !== undefined && usable !== sent) return Promise.resolve(usable);
      const pending = underWay.get(actions) ?? obtainOnce(challenge, actions);
      underWay.set(actions, pending);
      return pending;
    },
  };
}

/** The scope is the one the registry asks for; some have other names for a repository than its path. */
function tokenRequest(bearer: Challenge, repository: string, actions: Actions): TokenRequest {
  const service = bearer.parameters.get('service');
  const scope = (bearer.parameters.get('scope') ?? '').slice(0, maxScope);
  return {
    realm: bearer.parameters.get('realm') ?? '',
    scope: scope === '' ? `repository:${repository}:${actions}` : scope,
    ...defined({ service }),
  };
}
