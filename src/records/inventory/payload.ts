import type { Inventory } from '../../core/index.ts';
import { list, membersOf, object, optional, type Shape } from '../shape.ts';
import { coverageShape, upgradeCoverage } from '../shapes/coverage.ts';
import { layerShape } from '../shapes/evidence.ts';
import { buildShape, surfaceShape } from '../shapes/image-build.ts';
import { distributionShape, packageShape } from '../shapes/inventory.ts';
import { type NamelessSubject, namelessShape, upgradeSubject } from '../shapes/subject.ts';

/**
 * Payload of an `inventory` record. The name under which an image was asked for is no part of it (it is among the names of the record), so that the
 * same image under two names has one payload.
 */
export type InventoryPayload = Omit<Inventory, 'subject'> & {
  readonly subject: NamelessSubject;
};

export const inventoryShape: Shape<InventoryPayload> = object<InventoryPayload>({
  subject: namelessShape,
  distribution: optional(distributionShape),
  packages: list(packageShape),
  layers: list(layerShape),
  coverage: coverageShape,
  build: optional(buildShape),
  surface: optional(surfaceShape),
});

export function fillInventory(stored: unknown): unknown {
  const members = membersOf(stored);
  if (members === undefined) return stored;
  return { ...members, subject: upgradeSubject(members.subject), coverage: upgradeCoverage(members.coverage) };
}
