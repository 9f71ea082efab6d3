import { SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { baseListLimits, type KnownBase, readKnownBases } from '../../phases/1-build/base-images/index.ts';
import type { Settings } from '../settings.ts';

/** The base images that the team's list names; none where the settings name no list. Throws `E_READ` and what `readKnownBases` throws: nothing is found by half a list. */
export function listedBases({ baseImagesFile: file }: Settings): readonly KnownBase[] {
  if (file === undefined) return [];
  const bytes = readFileBytes(file, baseListLimits.bytes);
  if (bytes === undefined)
    throw new SeaworthyError('E_LIMIT', `a list of base images of more than ${baseListLimits.bytes} bytes`, {
      where: file,
    });
  return readKnownBases(bytes, file);
}
