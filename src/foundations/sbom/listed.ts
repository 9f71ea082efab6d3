import type { Inventory } from '../../core/index.ts';
import type { NamedMaker } from './producer.ts';

/** What a bill of materials is made of: an inventory, when it was taken and by what. A report is one. */
export interface Listed extends Inventory {
  /** ISO 8601. */
  readonly created: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Who makes the document, and who made what it is about: nothing in an image says so for certain, so both are told only where somebody names them. */
  readonly author?: NamedMaker;
  readonly producer?: NamedMaker;
}
