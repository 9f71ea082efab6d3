import { createHash } from 'node:crypto';
import { filesSubject, type Inventory, type Report, SeaworthyError } from '../../core/index.ts';
import { mergeInventories } from '../../foundations/sbom/index.ts';
import { listedIn } from '../listed-in.ts';
import { reportOf } from '../report-of.ts';
import type { Settings } from '../settings.ts';

/**
 * Several bills of materials as one: what any of them lists, once each. It is a claim as they are. Throws what `listedIn` throws, and `E_USAGE` for fewer than
 * two.
 */
export async function mergeSboms(files: readonly string[], settings: Settings): Promise<Report> {
  if (files.length < 2)
    throw new SeaworthyError('E_USAGE', 'one document alone is merged with nothing', {
      next: 'Name two or more; seaworthy sbom convert writes one in another form.',
    });
  const documents: { readonly name: string; readonly inventory: Inventory }[] = [];
  for (const name of files) {
    const { inventory } = await listedIn(`sbom:${name}`, settings);
    if (inventory !== undefined) documents.push({ name, inventory });
  }
  const hash = createHash('sha256').update(JSON.stringify(documents.map(({ inventory }) => inventory.subject)));
  const folder = `sha256:${hash.digest('hex')}` as const;
  const subject = filesSubject(files.join(' + '), 'sbom', { place: { folder }, path: '' });
  return reportOf({ ...mergeInventories(documents), subject }, settings);
}
