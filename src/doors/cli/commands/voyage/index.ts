import { data, ledger, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const voyage: Command = {
  id: 'voyage',
  summary: 'What the ledger knows of an image: built, shipped, deployed, run, retired',
  details:
    'SUBJECT is an image by its digest, the beginning of one, or a name that it was seen under; files by their path; a workload by `namespace/kind/name`, with its cluster before it where that is known; or a key as `ledger list -o json` has it. Of several images with the same name it is the one that had it last; where several other things go by a name, they are listed and one must be named by its key. Everything comes from the ledger: nothing is fetched and nothing is judged again. What changed from one scan to the next is said, what is open (findings that are exploited or can be fixed, signatures and decisions that are missing, old data), and what was decided and why. Records that this version does not understand are shown as such. The chain is checked first, from where the ledger was last found whole (which is said; `ledger verify` checks all of it), and so is each record that is told: where one is not as it was written, that stands at the top and the exit code is 4.',
  examples: [
    { command: 'seaworthy voyage app:1.4', does: 'all phases of an image' },
    { command: 'seaworthy voyage app:1.4 -o text -o html=voyage.html', does: 'and one page with a picture' },
    {
      command: 'seaworthy voyage app:1.4 -o html=voyage.html --report-page report.html',
      does: 'two pages that link to each other',
    },
    { command: 'seaworthy voyage deploy/Dockerfile', does: 'a file of this folder, and of no other project' },
    { command: 'seaworthy voyage 3f2a91c0 -o json', does: 'by the beginning of its digest, for programs' },
  ],
  arguments: [{ name: 'SUBJECT', help: 'Digest, name, path, namespace/kind/name or key of something in the ledger' }],
  flags: [...output.printing, output.html, output.reportPage, ledger.ledger, data.databaseWarningAge],
  results: ['text', 'json', 'html'],
  errors: ['E_TARGET_NOT_FOUND', 'E_USAGE', 'E_LEDGER', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
