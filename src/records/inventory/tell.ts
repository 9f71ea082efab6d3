import { count, diffPackages, type Package } from '../../core/index.ts';
import type { Telling, Told } from '../record-kind.ts';
import { first } from '../sentences.ts';
import type { InventoryPayload } from './payload.ts';

/** What is in the image, and what came and went since the inventory before. */
export function tellInventory(inventory: InventoryPayload, { before }: Telling<InventoryPayload>): readonly Told[] {
  const { distribution, packages, layers } = inventory;
  const system = distribution === undefined ? 'no distribution known' : distribution.prettyName || distribution.id;
  const missed = inventory.coverage.problems.filter(({ incomplete }) => incomplete);
  const details = [
    `${count(layers.length, 'layer')}; ${kinds(packages)}`,
    ...first(missed.map(({ where, message }) => `missed: ${where}: ${message}`)),
    ...(before === undefined ? [] : changes(before.payload.packages, packages, before.sequence)),
  ];
  const outcome = missed.length > 0 ? 'unknown' : 'info';
  return [{ title: `Holds ${count(packages.length, 'package')}, ${system}`, outcome, details }];
}

function kinds(packages: readonly Package[]): string {
  const byType = [...Map.groupBy(packages, ({ type }) => type)].sort(([, a], [, b]) => b.length - a.length);
  return byType.map(([type, of]) => `${of.length} ${type}`).join(', ') || 'no packages';
}

const named = ({ name, version }: Package): string => `${name} ${version}`;

function changes(before: readonly Package[], after: readonly Package[], sequence: number): readonly string[] {
  const { added, removed, changed } = diffPackages(before, after);
  const lines = [
    ...added.map((one) => `came: ${named(one)}`),
    ...removed.map((one) => `went: ${named(one)}`),
    ...changed.map((one) => `changed: ${named(one.before)} → ${one.after.version}`),
  ];
  return lines.length === 0 ? [] : [`Since record ${sequence}:`, ...first(lines)];
}
