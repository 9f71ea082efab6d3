import { anywhere, bases, data, ledger, output, readingAndFetching } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const base: Command = {
  id: 'base',
  summary: 'Which other base image would clear how many findings',
  details:
    'Scans TARGET and judges, by the same data, images that could stand where its base does: others of the repository of the base that the ledger knows, by their stored inventories, then a few tags that the registry has: the same tag where it has moved, later versions of the same variant, and variants made small (`-alpine`, `-slim` and the like); also each OTHER. Each is scanned, and recorded as by `scan`, so that the next time nothing is fetched for it. What is told of each is how many findings of advisories it has, how many of those of the base it clears, and how many it brings; whatever is set aside counts. Findings that were not brought by the base stay. Only a base that layers prove is looked for: a label may name any place. Under `--offline` no registry is asked, which is said. The exit code is 5 where the image, or one of the others, could not be looked at or judged whole.',
  examples: [
    { command: 'seaworthy base app:1.4', does: 'what a newer or smaller base would clear' },
    { command: 'seaworthy base app:1.4 cgr.dev/chainguard/static', does: 'with another one to try' },
    { command: 'seaworthy base app:1.4 --offline', does: 'by what the ledger knows alone' },
  ],
  arguments: [
    { name: 'TARGET', help: 'The image', completes: 'file' },
    { name: 'OTHER', help: 'Another base to try', optional: true, repeated: true },
  ],
  flags: [
    ...output.printing,
    bases.most,
    output.allowPartial,
    bases.baseImages,
    data.refresh,
    ledger.ledger,
    ledger.record,
    ...anywhere,
    ...readingAndFetching,
  ],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_TARGET_UNKNOWN', 'E_NETWORK', 'E_AUTH'],
  run: async (context) => (await import('./run.ts')).run(context),
};
