import { bsiTr031832 } from './bsi-tr-03183-2.ts';
import { cisa2026 } from './cisa-2026.ts';
import type { RequirementCatalogue } from './requirement.ts';

/** Every catalogue that a bill of materials can be held against. */
export const requirementCatalogues: readonly RequirementCatalogue[] = [cisa2026, bsiTr031832];
