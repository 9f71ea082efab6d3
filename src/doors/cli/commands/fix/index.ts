import { anywhere, bases, change, data, fixes, output, readingAndFetching, vex } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const fix: Command = {
  id: 'fix',
  summary: 'The fewest edits of a project that clear its findings',
  details:
    'TARGET is the folder of a project (a tree of sources), or an image with the Dockerfile that it is built from; anything else that `scan` takes is judged and left as it is, and what to do is told: what the base brings, and what is yours. For each package with findings that meet `--fail-on` (by default all that are `fixable`) the lowest version without them is chosen, within the major version where there is one; a breaking one is marked. Rewritten are versions in `requirements.txt` and kin with their constraints, `go.mod`, `package.json`, `Cargo.toml`, `pom.xml` with its parents in the tree, and in a Dockerfile what `apk` and `apt` pin and `FROM`; and nothing but the versions: formatting, comments and line ends stay, a range keeps its form. Each edit is proven: the rewritten text is read again and the packages are judged again in the versions that it asks for, so that what is said to be cleared is; an edit that does not hold is dropped and told. Where the network may be used, the lock file of npm is made anew by the npm of this machine, on a copy of manifests and lock file alone, without scripts, and a scan of it proves what it clears; it is left alone where `.npmrc` says where packages come from or something is not from a registry. Nothing else is run: of other lock files and sums the command that makes them anew is named. Without `--write` the edits are shown as a diff, which `-o json` has file by file. The exit code is 0 when no finding that meets the conditions is left in the files as they now are, 3 when one is, and 5 when something could not be looked at.',
  examples: [
    { command: 'seaworthy fix .', does: 'what would be rewritten' },
    { command: 'seaworthy fix . --write', does: 'rewrite it' },
    {
      command: 'seaworthy fix shop:1.4 --dockerfile Dockerfile --base alpine:3.20',
      does: 'an image, and what it is built from',
    },
    { command: 'seaworthy fix ./shop --fail-on high,fixable -o json', does: 'serious findings alone, for programs' },
  ],
  arguments: [{ name: 'TARGET', help: 'The folder of a project, or an image', completes: 'file' }],
  flags: [
    ...output.printing,
    change.write,
    fixes.dockerfile,
    fixes.base,
    bases.baseImages,
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
