import { attestationKind } from './attestation/index.ts';
import { decisionKind } from './decision/index.ts';
import { eventSummaryKind } from './event-summary/index.ts';
import { importKind } from './import/index.ts';
import { inUseKind } from './in-use/index.ts';
import { inventoryKind } from './inventory/index.ts';
import { lintKind } from './lint/index.ts';
import { pruneKind } from './prune/index.ts';
import type { RecordKind } from './record-kind.ts';
import { retirePlanKind } from './retire-plan/index.ts';
import { scanKind } from './scan/index.ts';
import { signatureKind } from './signature/index.ts';
import { tombstoneKind } from './tombstone/index.ts';

/** Every kind of record that this version writes and reads, in the order of the phases. A new one is a folder beside these and a line here. */
export const recordKinds: readonly RecordKind[] = [
  inventoryKind,
  scanKind,
  lintKind,
  importKind,
  signatureKind,
  attestationKind,
  decisionKind,
  inUseKind,
  eventSummaryKind,
  retirePlanKind,
  tombstoneKind,
  pruneKind,
];

const byName: ReadonlyMap<string, RecordKind> = new Map(recordKinds.map((kind) => [kind.name, kind]));

/** The kind of this name; undefined for one that only another version knows: a reader must expect such. */
export function recordKind(name: string): RecordKind | undefined {
  return byName.get(name);
}

/** Names of the kinds for which something holds. */
export function kindsWhere(holds: (kind: RecordKind) => boolean): readonly string[] {
  return recordKinds.filter(holds).map(({ name }) => name);
}
