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
const dateOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 10);

export const jwt: SecretDetector = {
  id: 'jwt',
  version: 1,
  title: 'JSON Web Token',
  severity: 'medium',
  why: 'Until it ends, whoever finds it is let in wherever its signer is trusted.',
  remedy: 'End the session or revoke the token; where it does not end by itself, change the signing key.',
  references: ['https://www.rfc-editor.org/rfc/rfc7519'],
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
  examples: () => [[encode({ alg: 'HS256', typ: 'JWT' }), encode({ sub: 'someone', iat: 1 }), sample(43)].join('.')],
  others: () => [
    [encode({ alg: 'none' }), encode({ sub: 'someone' }), sample(43)].join('.'),
    ['eyJ', sample(20), '.eyJ', sample(20), '.', sample(43)].join(''),
  ],
};
