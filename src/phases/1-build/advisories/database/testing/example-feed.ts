import {
  type Advisory,
  type Clock,
  defaultLimits,
  fixedClock,
  type Limits,
  SeaworthyError,
} from '../../../../../core/index.ts';
import type { Http, HttpRequest, HttpResponse } from '../../../../../foundations/net/index.ts';
import type { Feed, FeedRecord } from '../../feed.ts';
import { refused } from '../../feeds/feed-file.ts';
import type { UpdateOptions } from '../update-partition.ts';

/** What a server of these examples has under an address. */
export interface Served {
  readonly status?: number;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server in memory that answers conditional requests as a real one does, and keeps what it was asked. */
export function memoryHttp(served: Map<string, Served>): Http & { readonly asked: string[] } {
  const asked: string[] = [];
  const request = async (url: string, { headers = {} }: HttpRequest = {}): Promise<HttpResponse> => {
    const found = served.get(url);
    const etag = found?.headers?.etag;
    const unchanged = etag !== undefined && headers['if-none-match'] === etag;
    const status = found === undefined ? 404 : unchanged ? 304 : (found.status ?? 200);
    asked.push(`${status} ${url}`);
    const body = Buffer.from(status === 200 ? (found?.body ?? '') : '');
    return {
      status,
      url,
      headers: found?.headers ?? {},
      body: (async function* () {
        yield body;
      })(),
      bytes: async (maxBytes) => {
        if (body.length > maxBytes) throw new SeaworthyError('E_LIMIT', 'larger than allowed', { where: url });
        return body;
      },
      discard: async () => {},
    };
  };
  return { request, close: async () => {}, asked };
}

/** An advisory with nothing in it but what is given. */
export function exampleAdvisory(id: string, name: string, more: Partial<Advisory> = {}): Advisory {
  return {
    id,
    aliases: [],
    covers: [],
    package: name,
    status: 'affected',
    ranges: [{ fixed: '2' }],
    versions: [],
    cvss: [],
    references: [],
    ...more,
  };
}

/**
 * A feed whose one file, `all.txt`, has a line `package id` for each record; `shared/…` partitions are all made from it. `bad` as a line makes it
 * malformed at that place.
 */
export const exampleFeed: Feed = {
  id: 'example',
  version: 1,
  title: 'Example feed',
  needs: ['network'],
  base: 'https://feed.example',
  setting: 'example',
  publisher: 'nobody',
  licence: 'none',
  limits: { bytes: 1024 * 1024, inflatedBytes: 2 * 1024 * 1024, records: 10_000 },
  tells: 'advisories',
  maxAgeHours: 12,
  contextPartitions: [],
  proven: { with: 'shape', what: 'An example.' },
  owns: (partition) => partition.startsWith('shared/'),
  files: () => [{ path: 'all.txt' }, { path: 'more.txt', optional: true }],
  parse: (_partition, files) => ({
    records: (function* (): Generator<FeedRecord> {
      for (const { bytes } of files) {
        for (const line of Buffer.from(bytes).toString().split('\n')) {
          const [key = '', id = ''] = line.split(' ');
          if (key === 'bad') throw refused(new Error('a bad line'), 'all.txt');
          if (id !== '') yield { kind: 'advisory', key, advisory: exampleAdvisory(id, key) };
        }
      }
    })(),
    problems: [],
  }),
  lookups: (found) =>
    found.type === 'example'
      ? [{ partition: `shared/${found.name}`, key: found.name, version: found.version, why: 'x.' }]
      : [],
};

/** Options for an update from `http` at a time of day. */
export function updateOptions(
  http: Http,
  time = '2030-01-01T00:00:00.000Z',
  limits: Partial<Limits> = {},
): UpdateOptions {
  const clock: Clock = fixedClock(time);
  return { base: 'https://feed.example/', http, limits: { ...defaultLimits, ...limits }, clock };
}

/** `count` lines for the example feed. */
export function exampleLines(count: number): string {
  return Array.from({ length: count }, (_, index) => `pkg${index % 10} X-${index}\n`).join('');
}
