import { SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { type OwnChecks, readOwnChecks } from '../../phases/1-build/checks/index.ts';
import type { Settings } from '../settings.ts';

/** A file of checks is no larger. */
const maxBytes = 1024 * 1024;

/** The checks of the files that the user named, each tried on its own examples. Throws `E_TARGET_NOT_FOUND`, and `E_USAGE` for a check that is there twice. */
export async function ownChecksOf({ checks }: Pick<Settings, 'checks'>): Promise<OwnChecks> {
  const all: OwnChecks[] = [];
  const from = new Map<string, string>();
  for (const { name, path } of checks?.files ?? []) {
    const bytes = readFileBytes(path, maxBytes);
    if (bytes === undefined)
      throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file of checks', { where: name });
    const own = await readOwnChecks(bytes, name);
    for (const { id } of [...own.dockerfile, ...own.manifest]) {
      const other = from.get(id);
      if (other !== undefined) throw new SeaworthyError('E_USAGE', `${id} stands in ${other} too`, { where: name });
      from.set(id, name);
    }
    all.push(own);
  }
  return { dockerfile: all.flatMap((one) => one.dockerfile), manifest: all.flatMap((one) => one.manifest) };
}
