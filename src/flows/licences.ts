import { type Coverage, emptyCoverage, type Finding, type Inventory } from '../core/index.ts';
import type { LicenceTexts } from '../phases/1-build/licences/index.ts';
import type { Settings } from './settings.ts';

/** What the lists of the user say of what is in an inventory; nothing where there are none. Throws `E_USAGE` for lists that are not understood. */
export async function licencesOf(
  inventory: Inventory,
  texts: LicenceTexts | undefined,
  { licences }: Settings,
): Promise<{ readonly findings: readonly Finding[]; readonly coverage: Coverage }> {
  if (licences === undefined) return { findings: [], coverage: emptyCoverage };
  const { licenceFindings, readLists } = await import('../phases/1-build/licences/index.ts');
  const findings = licenceFindings(inventory, readLists(licences), texts ?? new Map());
  return { findings, coverage: { ...emptyCoverage, lookedFor: ['licence'] } };
}

/** Lists that are not understood should not cost a scan. Throws `E_USAGE`. */
export async function checkLicences({ licences }: Settings): Promise<void> {
  if (licences !== undefined) (await import('../phases/1-build/licences/index.ts')).readLists(licences);
}
