import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import type { Flag } from '../catalogue/flag.ts';
import { never, type ProjectRule } from '../catalogue/project.ts';
import { readingValue, resolve } from './resolve.ts';
import type { ValueLayer, ValueReading } from './values.ts';

/**
 * Checks what the file of a project says. `user` is what holds without it: the user's own file, before the defaults. Throws `E_USAGE` with the line of the
 * first key that names something outside of `folder` or makes something less strict, and says where the user can set it.
 */
export function checkProjectFile(project: ValueLayer, user: readonly ValueLayer[], folder: string): void {
  for (const [flag, readings] of project.readings) {
    // An empty list or map says nothing.
    if (readings.length === 0) continue;
    const why = breaks(flag, readings, user, folder);
    if (why === undefined) continue;
    const { where, text, next } = why;
    throw new SeaworthyError('E_USAGE', text, { where, next: next ?? usersPlaces(flag) });
  }
}

interface Breach {
  readonly text: string;
  readonly where: string;
  readonly next?: string;
}

function breaks(
  flag: Flag,
  readings: readonly ValueReading[],
  user: readonly ValueLayer[],
  folder: string,
): Breach | undefined {
  // A key that has not said what a project may do with it is not open to projects.
  const rule: ProjectRule = flag.project ?? never.judged;
  const where = readings[0]?.where ?? '';
  const value = readingValue(flag, readings);
  switch (rule.may) {
    case 'set':
    case 'add':
      return undefined;
    case 'nothing':
      return { text: `a project's file may not set ${flag.config}: ${rule.why}`, where };
    case 'tighten': {
      const than = resolve([flag], user).all[0]?.value;
      if (rule.isAsStrict(value, than)) return undefined;
      return { text: `a project's file may not make ${flag.config} less strict (${rule.how})`, where };
    }
    case 'name files inside': {
      const outside = readings.find((reading) =>
        rule.filesOf(readingValue(flag, [reading])).some((file) => !isInside(folder, file)),
      );
      if (outside === undefined) return undefined;
      const text = `a project's file may not name this file in ${flag.config}: ${JSON.stringify(outside.text.slice(0, 200))}`;
      const next = `Only plain files inside of the project, none of them hidden; others by ${usersPlacesOf(flag)}.`;
      return { text, where: outside.where, next };
    }
  }
}

function usersPlacesOf({ name, env }: Flag): string {
  return `your own configuration file, ${env === undefined ? '' : `${env} or `}--${name}`;
}

function usersPlaces(flag: Flag): string {
  return `Set it in ${usersPlacesOf(flag)}; or name this file with \`--config\` if you trust it.`;
}

/**
 * Whether a path, meant from the folder, is a plain file inside it or one that could be made there: not absolute, without `..`, nothing hidden (`.git`
 * runs programs), and through no link that leads out.
 */
export function isInside(folder: string, file: string): boolean {
  if (path.isAbsolute(file) || file.includes('\0')) return false;
  const parts = file.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.some((part) => part.startsWith('.'))) return false;
  try {
    const root = realpathSync(folder);
    let at = folder;
    for (const [index, part] of parts.entries()) {
      at = path.join(at, part);
      const entry = lstatSync(at, { throwIfNoEntry: false });
      if (entry === undefined) return true;
      // A link to nothing throws here: what it would make is nobody's to say.
      if (entry.isSymbolicLink() && !realpathSync(at).startsWith(path.join(root, path.sep))) return false;
      if (index === parts.length - 1) return lstatSync(realpathSync(at)).isFile();
    }
    return true;
  } catch {
    return false;
  }
}
