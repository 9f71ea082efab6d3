import { type Blame, printable, SeaworthyError } from '../../../core/index.ts';
import { field, parseJson } from '../../formats/index.ts';
import type { HttpResponse } from '../../net/index.ts';

const maxBytes = 64 * 1024;

/** What a registry says in an error answer (distribution-spec, "Error Codes"). */
export interface RegistryFault {
  readonly status: number;
  /** `MANIFEST_UNKNOWN`, `DENIED` …; empty where the body is something else. */
  readonly code: string;
  /** For people: `404 MANIFEST_UNKNOWN: manifest unknown`. */
  readonly text: string;
}

/** Reads the body of an error answer. Never throws for what the body holds. */
export async function readFault(response: HttpResponse): Promise<RegistryFault> {
  const { status } = response;
  const first = await firstError(response);
  const code = shortText(field(first, 'code'));
  const message = shortText(field(first, 'message'));
  return { status, code, text: [String(status), [code, message].filter(Boolean).join(': ')].filter(Boolean).join(' ') };
}

async function firstError(response: HttpResponse): Promise<unknown> {
  try {
    const body = parseJson(await response.bytes(maxBytes), response.url, { maxBytes, maxDepth: 16 });
    const errors = field(body, 'errors');
    // Token servers answer `{"details": …}` or, as OAuth2 does, `{"error": …, "error_description": …}`.
    if (Array.isArray(errors)) return errors[0];
    return { code: field(body, 'error'), message: field(body, 'error_description') ?? field(body, 'details') };
  } catch {
    return undefined;
  }
}

function shortText(value: unknown): string {
  return typeof value === 'string' ? printable(value.slice(0, 200)) : '';
}

/**
 * The error for an answer that is neither success, nor a question of credentials, nor "not there": too many requests, a server in trouble, or
 * something that is no registry. `blame` says who can have caused the first and the last of these.
 */
export function unexpectedAnswer(
  fault: RegistryFault,
  response: HttpResponse,
  host: string,
  blame: Blame = 'outage',
): SeaworthyError {
  const where = withoutQuery(response.url);
  if (fault.status !== 429)
    return new SeaworthyError('E_NETWORK', `${host} answers unexpectedly`, { where, why: fault.text, blame });
  const { 'retry-after': after, 'ratelimit-limit': limit, 'ratelimit-remaining': remaining } = response.headers;
  const terms = [
    limit === undefined ? '' : `limit ${printable(limit.slice(0, 60))}`,
    remaining === undefined ? '' : `remaining ${printable(remaining.slice(0, 60))}`,
    after === undefined ? '' : `it asks to wait ${printable(after.slice(0, 40))}${/^\d+$/.test(after) ? ' s' : ''}`,
  ].filter(Boolean);
  return new SeaworthyError(
    'E_NETWORK',
    `${host} takes no more requests from here for now: its rate limit is reached`,
    {
      where,
      why: [fault.text, ...terms].join(', '),
      next: 'Log in (limits are often higher then), wait, or use a mirror.',
    },
  );
}

/** An address without its query, which holds the signature of a signed download. */
export function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
