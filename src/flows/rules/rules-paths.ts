import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SeaworthyError } from '../../core/index.ts';

/** Most files of one folder. */
const mostFiles = 1_000;

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

/** Whether a file holds tests of rules, by its name: `falco_rules.test.yaml`. */
export const isTestFile = (name: string): boolean => /\.test\.ya?ml$/i.test(name);

/** The rules files that paths stand for, in order: a folder stands for the YAML files in it by their names, those with tests left out. */
export const rulesFilesOf = (paths: readonly string[]): readonly string[] =>
  filesOf(paths, (name) => isYaml(name) && !isTestFile(name), 'no rules files (*.yaml)');

/** The files of tests that paths stand for, in the same way. */
export const testFilesOf = (paths: readonly string[]): readonly string[] =>
  filesOf(paths, isTestFile, 'no tests of rules (*.test.yaml)');

function filesOf(paths: readonly string[], wants: (name: string) => boolean, none: string): readonly string[] {
  return paths.flatMap((path) => {
    if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [path];
    const found = readdirSync(path).filter(wants).sort();
    if (found.length === 0) throw new SeaworthyError('E_TARGET_NOT_FOUND', none, { where: path });
    if (found.length > mostFiles)
      throw new SeaworthyError('E_LIMIT', `more than ${mostFiles} files in one folder`, { where: path });
    return found.map((name) => join(path, name));
  });
}
