import { type Inventory, type Report, reportSchemaVersion } from '../core/index.ts';
import type { Settings } from './settings.ts';

/** A report of what is there, without findings; of what holds no software, lists without packages and layers. */
export function reportOf(
  inventory: Inventory,
  { toolVersion, clock }: Pick<Settings, 'toolVersion' | 'clock'>,
): Report {
  const { subject, distribution, layers, packages, coverage } = inventory;
  return {
    schemaVersion: reportSchemaVersion,
    tool: { name: 'seaworthy', version: toolVersion },
    created: clock.now().toISOString(),
    subject,
    ...(distribution ? { distribution } : {}),
    layers,
    packages,
    findings: [],
    coverage,
  };
}
