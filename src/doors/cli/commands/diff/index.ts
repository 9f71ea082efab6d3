import { anywhere, bases, data, ledger, output, readingAndFetching, vex } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const diff: Command = {
  id: 'diff',
  summary: 'What appeared, went or changed from one image or report to another',
  details:
    'A and B are each a target to scan now, a JSON report (a file that `-o json` wrote), or `ledger:` before the number of a scan record, a digest, the beginning of one, or a name: the newest scan of it, or with `@2026-01-31` behind the name as of the end of that day; `base-of:` before any of these is the image that it was built from, where its layers prove which that is; with `--fail-on` a list must name it too (`db bases`), for whoever may push can have any image scanned, and else the exit code is 5. The same flaw in the same package is the same finding, whatever version or layer it is in. What went says why, as far as the packages tell: the package was removed or is there in another version, or it is the same and nobody tells the finding of it any more. `--vex` weighs both sides, reports of before too. Nothing is recorded. With `--fail-on` the exit code is 3 when a finding of B meets the conditions and is not in A, or did not meet them there: what was there before does not count. It is 5 when A or B is incomplete, because then what seems to have appeared or gone may not have.',
  examples: [
    { command: 'seaworthy diff app:1.4 app:1.5', does: 'two images' },
    { command: 'seaworthy diff ledger:app:1.4 app:1.4', does: 'the last scan and now' },
    {
      command: 'seaworthy diff ledger:app:1.4@2026-01-01 ledger:app:1.4',
      does: 'one image at two dates',
    },
    { command: 'seaworthy diff base-of:app:1.4 app:1.4', does: 'what the image adds to its base' },
    { command: 'seaworthy diff main.json ./image.tar --fail-on high', does: 'fail on what a change brings in' },
  ],
  arguments: [
    { name: 'A', help: 'A target, a report, or `ledger:` and a reference', completes: 'file' },
    { name: 'B', help: 'What to compare it with', completes: 'file' },
  ],
  flags: [
    ...output.printing,
    output.failOn,
    output.allowPartial,
    output.exceptions,
    vex.vex,
    bases.baseImages,
    output.secrets,
    ledger.ledger,
    data.refresh,
    ...anywhere,
    ...readingAndFetching,
  ],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_TARGET_UNKNOWN', 'E_FORMAT', 'E_NETWORK', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
