import { type Digest, defined, parseDigest, SeaworthyError } from '../../../core/index.ts';
import {
  asArray,
  asNumber,
  asObject,
  asString,
  field,
  optionalString,
  optionalStrings,
  parseJson,
} from '../../../foundations/formats/index.ts';
import { payloadDigest } from '../../../foundations/ledger/index.ts';
import { keyParts, type NodeKey, nodeKey } from '../graph/graph.ts';
import type { ListedManifest } from '../listing/listing.ts';
import { deletionOrder } from '../plan/order.ts';
import { type DeleteEntry, type DeleteRule, retirePlanVersion } from '../plan/retire-plan.ts';

const mostBytes = 512 * 1024 * 1024;

/** What of a plan is acted upon, checked. */
export interface ApprovedPlan {
  /** SHA-256 of the whole plan in canonical JSON: the name by which tombstones know it. */
  readonly digest: Digest;
  /** ISO 8601. */
  readonly created: string;
  /** As in the policy: uses older than so many days do not count; 0: all count. */
  readonly usedWithinDays: number;
  readonly keep: ReadonlySet<NodeKey>;
  readonly delete: readonly DeleteEntry[];
}

/**
 * Reads a plan file. Throws `E_FORMAT` when it is no plan, is of another version, keeps and deletes the same thing, or deletes in an order in which
 * something would lack a part for a while.
 */
export function parsePlan(bytes: Uint8Array, where: string): ApprovedPlan {
  const plan = asObject(parseJson(bytes, where, { maxBytes: mostBytes }), where);
  if (field(plan, 'schema') !== 'seaworthy.retire-plan')
    throw new SeaworthyError('E_FORMAT', 'not a plan of `retire plan`', { where });
  const version = field(plan, 'schemaVersion');
  if (version !== retirePlanVersion)
    throw new SeaworthyError('E_FORMAT', `a plan of version ${String(version)}, not ${retirePlanVersion}`, {
      where,
      next: 'Make the plan again with this version.',
    });
  const keep = new Set(
    asArray(field(plan, 'keep'), `${where}, keep`).map((entry, i) =>
      checkedKey(asString(field(entry, 'key'), `${where}, keep[${i}]`)),
    ),
  );
  const entries = asArray(field(plan, 'delete'), `${where}, delete`).map((entry, i) =>
    parseEntry(entry, `${where}, delete[${i}]`),
  );
  for (const { key } of entries)
    if (keep.has(key)) throw new SeaworthyError('E_FORMAT', 'the plan keeps and deletes the same', { where: key });
  const order = deletionOrder(entries);
  if (order.length !== entries.length || order.some((entry, i) => entry !== entries[i]))
    throw new SeaworthyError('E_FORMAT', 'the plan deletes in another order than the one that is safe', {
      where,
      next: 'Make the plan again; do not change its order by hand.',
    });
  const created = asString(field(plan, 'created'), `${where}, created`);
  const usedWithinDays = asNumber(field(field(plan, 'policy'), 'usedWithinDays'), `${where}, usedWithinDays`);
  return { digest: payloadDigest(plan), created, usedWithinDays, keep, delete: entries };
}

function checkedKey(key: string): NodeKey {
  keyParts(key);
  return key;
}

const kinds = ['image', 'index', 'artifact', 'opaque'] as const;

function parseEntry(value: unknown, where: string): DeleteEntry {
  const text = (name: string): string => asString(field(value, name), `${where}, ${name}`);
  const texts = (name: string): readonly string[] => optionalStrings(value, name, where);
  const keys = (name: string): readonly NodeKey[] => texts(name).map(checkedKey);
  const place = {
    registry: text('registry'),
    repository: text('repository'),
    digest: parseDigest(text('digest'), where),
  };
  const key = checkedKey(text('key'));
  if (key !== nodeKey(place)) throw new SeaworthyError('E_FORMAT', 'an entry with a key of another', { where });
  const kind: ListedManifest['kind'] | undefined = kinds.find((known) => known === field(value, 'kind'));
  if (kind === undefined) throw new SeaworthyError('E_FORMAT', 'an entry of an unknown kind', { where });
  const artifactType = optionalString(value, 'artifactType', where);
  return {
    key,
    ...place,
    kind,
    mediaType: text('mediaType'),
    ...defined({ artifactType }),
    tags: texts('tags'),
    reasons: asArray(field(value, 'reasons'), `${where}, reasons`).map((reason) => {
      const by = optionalString(reason, 'by', where);
      const rule = asString(field(reason, 'rule'), `${where}, rule`) as DeleteRule;
      return { rule, text: asString(field(reason, 'text'), `${where}, text`), ...defined({ by }) };
    }),
    parents: keys('parents'),
    subjects: keys('subjects'),
    children: keys('children'),
    attachments: keys('attachments'),
    frees: asNumber(field(value, 'frees'), `${where}, frees`),
  };
}
