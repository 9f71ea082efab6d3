/** What a registry can be shown. `from` says for error texts where it was found: a file, or a helper program. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string; readonly from: string }
  /** An OAuth2 refresh token, which docker calls identity token. */
  | { readonly kind: 'identity-token'; readonly token: string; readonly from: string }
  /** A bearer token for the registry itself. */
  | { readonly kind: 'registry-token'; readonly token: string; readonly from: string };

/** What was found for a repository, and where was looked: for the person whose login is refused. */
export interface CredentialAnswer {
  readonly credential?: Credential;
  /** One line for each place: `no entry for quay.io in /home/a/.docker/config.json`. */
  readonly looked: readonly string[];
}

/** Where credentials come from. */
export interface CredentialSource {
  /** For `docker.io` or a registry host, and a repository there. Throws `E_FORMAT`, `E_READ`, `E_LIMIT` about a file. */
  find(registry: string, repository: string): Promise<CredentialAnswer>;
}

/** A source that has none. */
export const noCredentials: CredentialSource = { find: async () => ({ looked: [] }) };

/** A user name and password as the credential they are: docker marks an identity token by the user name `<token>`. */
export function passwordCredential(username: string, password: string, from: string): Credential {
  return username === '<token>'
    ? { kind: 'identity-token', token: password, from }
    : { kind: 'password', username, password, from };
}
