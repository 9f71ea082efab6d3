import { SeaworthyError } from '../../core/index.ts';
import { field, parseJson } from '../formats/index.ts';
import { Contents, type SbomReadOptions } from './contents.ts';
import { cyclonedx } from './cyclonedx/read.ts';
import type { ReadSbom, SbomFormat } from './sbom-format.ts';
import { spdx } from './spdx/read.ts';

/** Every kind that is read. A new one is a folder and a line. */
const formats: readonly SbomFormat[] = [cyclonedx, spdx];

/** Bytes of a document, and values in it: some hundred thousand packages. */
export const maxSbomBytes = 128 * 1024 * 1024;
const maxValues = 6_000_000;

/**
 * A CycloneDX (1.4 to 1.7) or SPDX (2.2, 2.3) document in JSON form as an inventory. A package without a package URL is in the inventory's coverage as not
 * identified, and what cannot be read is a problem there. Throws `E_FORMAT` for what is no such document, `E_LIMIT` for one that is too large.
 */
export function readSbom(bytes: Uint8Array, where: string, options: SbomReadOptions): ReadSbom {
  const document = parseJson(bytes, where, { maxBytes: maxSbomBytes, maxValues });
  for (const format of formats) {
    const known = format.recognise(document);
    if (known === undefined) continue;
    if (!known.isRead)
      throw new SeaworthyError('E_FORMAT', `${known.title} is not read here`, {
        where,
        next: 'CycloneDX 1.4 to 1.7 and SPDX 2.2 and 2.3 are, in JSON form.',
      });
    return { format: known.title, ...format.read(document, new Contents(where, options)) };
  }
  throw new SeaworthyError('E_FORMAT', 'no bill of materials that is known here', {
    where,
    next: 'CycloneDX and SPDX 2 are read, in JSON form.',
  });
}

/** Whether a JSON document says that it is a bill of materials, of whatever version. */
export function isSbom(document: unknown): boolean {
  return field(document, 'bomFormat') === 'CycloneDX' || typeof field(document, 'spdxVersion') === 'string';
}
