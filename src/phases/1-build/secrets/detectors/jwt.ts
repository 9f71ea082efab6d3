import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';

/** One part of a token as an object; undefined when it is none. */
function part(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (claims: unknown): string =>
  [encode({ alg: 'HS256', typ: 'JWT' }), encode(claims), sample(43)].join('.');
const dateOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 10);

/** Hosts that nobody can have (RFC 2606), as documentation names them. */
const exampleHost = /^(?:https?:\/\/)?(?:[\w-]{1,63}\.){0,5}(?:example(?:\.(?:com|org|net))?|invalid|test)(?:[:/]|$)/i;

/**
 * Whether the claims are those of documentation, which thousands of manuals and tests copy: jwt.io's John Doe, the one of RFC 7519 and RFC 7515, issuers
 * that cannot be, a payload that is called so. Nobody lets such a bearer in.
 */
function isOfDocumentation(claims: Readonly<Record<string, unknown>>): boolean {
  const { sub, name, iss, iat, exp } = claims;
  if (sub === '1234567890' || iat === 1_516_239_022) return true;
  if ((name === 'John Doe' || name === 'Jane Doe') && iss === undefined && exp === undefined) return true;
  if (iss === 'joe' && exp === 1_300_819_380) return true;
  if (typeof iss === 'string' && exampleHost.test(iss)) return true;
  const [member, ...more] = Object.entries(claims).filter(([key]) => key !== 'iat');
  return member !== undefined && more.length === 0 && /^(?:payload|bar|world|value|claim)$/.test(String(member[1]));
}

export const jwt: SecretDetector = {
  id: 'jwt',
  version: 2,
  title: 'JSON Web Token',
  severity: 'medium',
  why: 'Until it ends, whoever finds it is let in wherever its signer is trusted.',
  remedy: 'End the session or revoke the token; where it does not end by itself, change the signing key.',
  references: ['https://www.rfc-editor.org/rfc/rfc7519'],
  aliases: ['jwt', 'jwt-token'],
  keywords: ['eyJ'],
  anyCase: false,
  pattern:
    /(?<header>eyJ[A-Za-z0-9_-]{10,1000})\.(?<claims>eyJ[A-Za-z0-9_-]{10,6000})\.[A-Za-z0-9_-]{16,1500}(?![A-Za-z0-9_.-])/y,
  insideWord: false,
  judge: (_secret, { groups }) => {
    const header = part(groups.header ?? '');
    const claims = part(groups.claims ?? '');
    if (typeof header?.alg !== 'string' || header.alg.toLowerCase() === 'none' || claims === undefined)
      return undefined;
    if (isOfDocumentation(claims)) return undefined;
    const notes =
      typeof claims.exp === 'number' && claims.exp < 1e11
        ? [`It ends at ${dateOf(claims.exp)}.`]
        : ['It does not end by itself.'];
    const isServiceAccount =
      typeof claims.iss === 'string' && /kubernetes\/serviceaccount|kubernetes\.default/.test(claims.iss);
    return isServiceAccount
      ? { severity: 'high', notes: ['It is of a Kubernetes service account.', ...notes] }
      : { notes };
  },
  examples: () => [
    signed({ sub: 'someone', iat: 1 }),
    signed({ sub: '12345678901', name: 'A. Person', iat: 1_516_239_023 }),
    signed({ iss: 'https://login.bank.net', sub: '17', name: 'John Doe' }),
    signed({ iss: 'https://login.example-bank.net', sub: 'deploy' }),
    signed({ iss: 'https://test.example.com.evil.io/', sub: 'deploy' }),
  ],
  others: () => [
    signed({ sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 }),
    signed({ sub: '1234567890', name: 'John Doe', admin: true, iat: 1_516_239_022 }),
    signed({ iss: 'joe', exp: 1_300_819_380, 'http://example.com/is_root': true }),
    signed({ iss: 'https://server.example.com', sub: '24400320', aud: 's6BhdRkqt3' }),
    signed({ some: 'payload' }),
    signed({ foo: 'bar', iat: 1_500_000_000 }),
    [encode({ alg: 'none' }), encode({ sub: 'someone' }), sample(43)].join('.'),
    ['eyJ', sample(20), '.eyJ', sample(20), '.', sample(43)].join(''),
  ],
};
