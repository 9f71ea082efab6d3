import { type Clock, defined, type Inventory, SeaworthyError } from '../../../core/index.ts';
import { digestOfAny, parseJson } from '../../../foundations/formats/index.ts';
import type { Http } from '../../../foundations/net/index.ts';
import type { AskService, Feed, PartitionId } from './feed.ts';
import { refused } from './feeds/feed-file.ts';
import { leftToOwner } from './matching/left-to-owner.ts';
import { memoryPartition } from './memory-partition.ts';
import type { Partition } from './partition.ts';

/** Bytes of one answer: a thousand names may have some hundred thousand ids. */
const answerBytes = 32 * 1024 * 1024;
const answerValues = 2_000_000;

export interface ServiceOptions {
  /** Address of the service, in place of the feed's own. */
  readonly base?: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** What a publisher was asked, and what it said; `error` in place of a partition where it could not be found out. */
export interface AskedPartition {
  readonly partition: PartitionId;
  readonly names: number;
  readonly answer: Partition | SeaworthyError;
}

function serviceOf(base: string, { http, signal }: ServiceOptions): AskService {
  return async (path, body) => {
    const url = `${base.replace(/\/+$/, '')}${path}`;
    const response = await http.request(url, {
      ...(body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...defined({ signal }),
    });
    if (response.status !== 200) {
      await response.discard();
      throw new SeaworthyError('E_FEED', `the service answers ${response.status}`, { where: url });
    }
    const bytes = await response.bytes(answerBytes);
    return parseJson(bytes, url, { maxBytes: answerBytes, maxDepth: 64, maxValues: answerValues });
  };
}

/**
 * The names of an inventory's packages by the partition that would know them, each with its key there. What the distribution's packages brought is judged as
 * those, so nobody is told of it.
 */
export function namesAsked(
  inventory: Pick<Inventory, 'packages' | 'distribution'>,
  feed: Feed,
  feeds: readonly Feed[],
): ReadonlyMap<PartitionId, ReadonlyMap<string, string>> {
  const asked = new Map<PartitionId, Map<string, string>>();
  const isLeft = leftToOwner(inventory, feeds);
  for (const found of inventory.packages.filter((one) => !isLeft(one)))
    for (const { partition, name, key } of feed.lookups(found, inventory.distribution)) {
      if (name === undefined) continue;
      const known = asked.get(partition) ?? new Map<string, string>();
      asked.set(partition, known.set(name, key));
    }
  return asked;
}

/**
 * Asks a publisher's service about these names, and makes a partition in memory of the records: as old as the answer, and as good as it. Whatever goes wrong is
 * the answer then; throws only `E_INTERRUPTED`, `E_OFFLINE` and what is a defect of ours.
 */
export async function askPartition(
  feed: Feed,
  partition: PartitionId,
  asked: ReadonlyMap<string, string>,
  options: ServiceOptions,
): Promise<AskedPartition> {
  const { asks } = feed;
  if (asks === undefined) throw new SeaworthyError('E_INTERNAL', `nobody can be asked about ${partition}`);
  const base = options.base ?? asks.base;
  const names = [...asked.keys()].sort();
  try {
    const parsed = await asks.ask(partition, names, serviceOf(base, options));
    const records = [...parsed.records];
    const now = options.clock.now().toISOString();
    const slash = partition.indexOf('/');
    const { unread } = parsed;
    const manifest = {
      title: `${feed.title}, ${partition.slice(slash + 1)}, asked about ${names.length} names`,
      feed: feed.id,
      date: now,
      dated: 'fetch',
      fetched: now,
      records: records.length,
      digest: digestOfAny(records),
      origin: base,
      problems: parsed.problems,
      ...(unread === undefined || unread.length === 0 ? {} : { unread }),
    } as const;
    const answer = memoryPartition(partition, records, manifest, new Set(asked.values()));
    return { partition, names: names.length, answer };
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    const known = error instanceof SeaworthyError ? error : undefined;
    if (known === undefined || known.code === 'E_INTERNAL' || known.code === 'E_OFFLINE') throw error;
    return { partition, names: names.length, answer: known.code === 'E_FORMAT' ? refused(known, base) : known };
  }
}
