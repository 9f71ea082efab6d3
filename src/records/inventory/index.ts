import { count, type Inventory, isDigest } from '../../core/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';
import { readRecord } from '../read-record.ts';
import type { RecordKind } from '../record-kind.ts';
import { counted, withCounts } from '../sentences.ts';
import { fillInventory, type InventoryPayload, inventoryShape } from './payload.ts';
import { tellInventory } from './tell.ts';

export const inventoryKind: RecordKind<InventoryPayload> = {
  name: 'inventory',
  phase: 'build',
  shape: 1,
  says: 'What is in a subject: packages with their files, distribution, layers, coverage.',
  kept: false,
  payload: inventoryShape,
  fill: fillInventory,
  tell: tellInventory,
  facts({ packages, distribution, layers }) {
    const name = distribution?.prettyName || `${distribution?.id ?? ''} ${distribution?.version ?? ''}`.trim();
    return [
      ['packages', withCounts(count(packages.length, 'package'), counted(packages.map(({ type }) => type)))],
      ['system', name || 'not known'],
      ['layers', String(layers.length)],
    ];
  },
  large: true,
  sighting: true,
  handlesName: true,
};

export function inventoryPayload(inventory: Inventory): InventoryPayload {
  const { subject } = inventory;
  if (subject.kind !== 'image') return { ...inventory, subject };
  const { name: _name, ...rest } = subject;
  return { ...inventory, subject: rest };
}

/** The inventory in a record, under the first name of the record that is no digest. Throws `E_LEDGER`. */
export function readInventory(record: FullRecord): Inventory {
  const stored = readRecord(inventoryKind, record);
  if (stored.subject.kind !== 'image') return { ...stored, subject: stored.subject };
  const name = record.names.find((one) => !isDigest(one)) ?? record.subject;
  return { ...stored, subject: { ...stored.subject, name } };
}
