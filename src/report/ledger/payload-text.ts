import { SeaworthyError } from '../../core/index.ts';
import type { FullRecord } from '../../flows/index.ts';
import { type Fact, readRecord, recordKind } from '../../records/index.ts';

/** A long value is shown by its beginning. */
const longest = 600;

const short = (given: string): string => (given.length > longest ? `${given.slice(0, longest - 1)}…` : given);

/** What a record says, in short: by its kind, else what stands at the first level of its payload; deeper things as JSON. */
export function payloadFacts(record: FullRecord): readonly Fact[] {
  return (factsByKind(record) ?? membersAsFacts(record.payload)).map(([name, value]) => [name, short(value)]);
}

/** Undefined for what this version does not understand, or has no words of its own for. */
function factsByKind(record: FullRecord): readonly Fact[] | undefined {
  const kind = recordKind(record.kind);
  if (kind?.facts === undefined) return undefined;
  try {
    return kind.facts(readRecord(kind, record));
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_LEDGER') return undefined;
    throw error;
  }
}

function membersAsFacts(payload: unknown): readonly Fact[] {
  const entries =
    typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? Object.entries(payload) : [];
  if (entries.length === 0) return [['says', JSON.stringify(payload)]];
  return entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}
