import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { asSeaworthyError } from '../../core/index.ts';
import type { EditPlan } from '../../phases/1-build/fix/index.ts';
import { textOf, whyOutside } from './project-files.ts';

/** Writes rewritten files, each whole or not at all. Says of those that were left as they are why. */
export async function writeFiles(root: string, files: EditPlan['files']): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const { path: name, text, before, needs = [] } of files) {
    const file = path.join(root, name);
    const why = await whyOutside(root, name);
    const other = needs.find((one) => refused.has(one));
    if (why !== undefined) refused.set(name, why);
    else if (other !== undefined) refused.set(name, `${other} was left as it is`);
    else if (textOf(file) !== before) refused.set(name, 'it was changed since it was read');
    else {
      const failed = await replace(file, text);
      if (failed !== undefined) refused.set(name, failed);
    }
  }
  return refused;
}

async function replace(file: string, text: string): Promise<string | undefined> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    const { mode } = await stat(file);
    const handle = await open(temporary, 'wx', mode & 0o777);
    try {
      await handle.chmod(mode & 0o777);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return undefined;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return asSeaworthyError(error, 'E_WRITE', 'it cannot be written', file).message;
  }
}
