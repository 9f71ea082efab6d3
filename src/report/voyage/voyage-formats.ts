import { jsonText, type Voyage } from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';

/** A way to write a voyage. */
export interface VoyageFormat {
  readonly id: string;
  readonly title: string;
  write(voyage: Voyage, options: WriteOptions): Promise<string>;
}

/** Every way to write a voyage; each is loaded when it is used. A new one is one file beside this one and one entry here. */
export const voyageFormats = [
  {
    id: 'text',
    title: 'for a terminal',
    write: async (voyage, options) => (await import('./text.ts')).voyageText(voyage, options),
  },
  {
    id: 'json',
    title: 'for programs: everything that is known',
    write: async (voyage) => jsonText(voyage),
  },
  {
    id: 'html',
    title: 'one page to look at, with a picture of the voyage',
    write: async (voyage, options) => (await import('./page.ts')).voyagePage(voyage, options),
  },
] as const satisfies readonly VoyageFormat[];
