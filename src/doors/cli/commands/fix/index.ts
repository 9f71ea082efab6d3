import { anywhere, change, data, output, readingAndFetching, vex } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const fix: Command = {
  id: 'fix',
  summary: 'The fewest edits of a project that clear its findings',
  details:
    'TARGET is the folder of a project (a tree of sources); anything else that `scan` takes is judged and left as it is, and what to do is told. For each package with findings that meet `--fail-on` (by default all that are `fixable`) the lowest version without them is chosen, within the major version where there is one; a breaking one is marked. Rewritten are versions in `requirements.txt` and kin, `go.mod`, `package.json`, `Cargo.toml` and `pom.xml`, and nothing but the versions: formatting, comments and line ends stay, a range keeps its form. Each edit is proven: the rewritten text is read again and the packages are judged again in the versions that it asks for, so that what is said to be cleared is; an edit that does not hold is dropped and told. Lock files and sums are not rewritten: the command that makes them anew is named, and nothing is run. Without `--write` the edits are shown as a diff, which `-o json` has file by file. The exit code is 0 when no finding that meets the conditions is left in the files as they now are, 3 when one is, and 5 when something could not be looked at.',
  examples: [
    { command: 'seaworthy fix .', does: 'what would be rewritten' },
    { command: 'seaworthy fix . --write', does: 'rewrite it' },
    { command: 'seaworthy fix ./shop --fail-on high,fixable -o json', does: 'serious findings alone, for programs' },
  ],
  arguments: [{ name: 'TARGET', help: 'The folder of a project', completes: 'file' }],
  flags: [
    ...output.printing,
    change.write,
    output.failOn,
    output.allowPartial,
    data.refresh,
    ...vex.statements,
    ...anywhere,
    ...readingAndFetching,
  ],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_TARGET_UNKNOWN', 'E_FORMAT', 'E_NETWORK', 'E_OFFLINE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
