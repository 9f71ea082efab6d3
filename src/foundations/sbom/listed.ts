import type { Inventory } from '../../core/index.ts';

/** What a bill of materials is made of: an inventory, when it was taken and by what. A report is one. */
export interface Listed extends Inventory {
  /** ISO 8601. */
  readonly created: string;
  readonly tool: { readonly name: string; readonly version: string };
}
