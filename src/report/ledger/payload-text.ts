import { count, isDigest, severities, shortDigest } from '../../core/index.ts';
import type { FullRecord } from '../../flows/index.ts';

type Fact = readonly [string, string];
type Members = Readonly<Record<string, unknown>>;

const members = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `2 high, 1 low`: how often each word is there, in the order of `order` or by number. */
function counted(words: readonly string[], order?: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word);
  const known = order ?? [...counts.keys()].sort((a, b) => (counts.get(b)?.length ?? 0) - (counts.get(a)?.length ?? 0));
  return known
    .filter((word) => counts.has(word))
    .map((word) => `${counts.get(word)?.length} ${word}`)
    .join(', ');
}

const withCounts = (total: string, counts: string): string => (counts === '' ? total : `${total}: ${counts}`);

function ofInventory(payload: Members): readonly Fact[] {
  const packages = list(payload.packages).map((one) => text(members(one).type));
  const distribution = members(payload.distribution);
  const name = text(distribution.prettyName) || `${text(distribution.id)} ${text(distribution.version)}`.trim();
  return [
    ['packages', withCounts(count(packages.length, 'package'), counted(packages))],
    ['system', name || 'not known'],
    ['layers', String(list(payload.layers).length)],
  ];
}

function ofScan(payload: Members): readonly Fact[] {
  const report = members(payload.report);
  const inventory = text(payload.inventory);
  const findings = list(report.findings).map(members);
  const severity = findings.map((one) => text(one.severity));
  const problems = list(members(report.coverage).problems).map(members);
  const missed = problems.filter(({ incomplete }) => incomplete === true).length;
  return [
    ['findings', withCounts(count(findings.length, 'finding'), counted(severity, severities.toReversed()))],
    ['kinds', counted(findings.map((one) => text(one.kind))) || 'none'],
    ['missed', missed === 0 ? 'nothing' : `${count(missed, 'thing')} could not be looked at`],
    [
      'judged',
      payload.basis === 'inventory' ? 'from what the ledger held, without the image' : 'while reading the image',
    ],
    ['inventory', `payload ${isDigest(inventory) ? shortDigest(inventory) : 'not named'}`],
  ];
}

/** A signature or an attestation that was made or checked. */
function ofSignature(payload: Members): readonly Fact[] {
  const signer = members(payload.signer);
  const verified = list(payload.verified).map(members);
  const manifests = payload.act === 'made' ? [text(payload.manifest)] : verified.map((one) => text(one.manifest));
  return [
    payload.act === 'made' ? ['made', 'signed and attached'] : ['checked', text(payload.verdict).replace('-', ' ')],
    ...(payload.act === 'made' ? [] : [['why', text(payload.why)] as const]),
    ['type', text(payload.predicateType) || 'a signature'],
    ...(signer.kind === 'key'
      ? [['key', text(signer.algorithm)] as const, ['', text(signer.fingerprint)] as const]
      : [['signer', text(signer.subject)] as const, ['issuer', text(signer.issuer)] as const]),
    ['in', text(payload.store)],
    ...manifests.map((manifest) => ['', manifest] as const),
  ];
}

/** What a payload of another kind says at its first level; deeper things as JSON. */
function ofAny(payload: unknown): readonly Fact[] {
  const entries = Object.entries(members(payload));
  if (entries.length === 0) return [['says', JSON.stringify(payload)]];
  return entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}

const short = (given: string, most: number): string => (given.length > most ? `${given.slice(0, most - 1)}…` : given);

/** A long value is shown by its beginning. */
const longest = 600;

const readers: ReadonlyMap<string, (payload: Members) => readonly Fact[]> = new Map([
  ['inventory', ofInventory],
  ['scan', ofScan],
  ['signature', ofSignature],
  ['attestation', ofSignature],
]);

/** What a record says, in short; nothing is believed of the shape of its payload. */
export function payloadFacts({ kind, payload }: FullRecord): readonly Fact[] {
  const reader = readers.get(kind);
  const facts = reader === undefined ? ofAny(payload) : reader(members(payload));
  return facts.map(([name, value]) => [name, short(value, longest)]);
}
