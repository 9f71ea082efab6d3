import { bases, data, judging, ledger, output, vex } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const rejudge: Command = {
  id: 'rejudge',
  summary: 'Judge what was scanned before by the data of today, without the images',
  details:
    'Takes the newest inventory of every subject that the ledger knows (or of WHAT), matches it against today’s advisory data, and says what appeared, went or changed since the last scan. Advisory data that is stale is fetched first, none under `--offline`; no image is touched. Secrets and the like, which matching does not find, are taken over from that scan, and so are VEX statements that it took in: they stay in force until a later one says otherwise (`--vex`). Where nothing that the last judgement of an inventory rests on has changed, its verdicts are carried over. Each judgement is recorded, so that gates see how fresh it is. With `--fail-on` the exit code is 3 when a finding meets the conditions that did not before. It is 5 when an inventory was incomplete or could not be read.',
  examples: [
    { command: 'seaworthy rejudge', does: 'everything, after a night' },
    { command: 'seaworthy rejudge app:1.4', does: 'one image' },
    {
      command: 'seaworthy rejudge --webhook https://hooks.example/x',
      does: 'tell a chat what became worse',
    },
    { command: 'seaworthy rejudge --fail-on exploited', does: 'exit with 3 when something became exploited' },
  ],
  arguments: [{ name: 'WHAT', help: 'Digest, beginning of a digest, or name of a subject', optional: true }],
  flags: [
    ...output.printing,
    output.failOn,
    output.allowPartial,
    output.webhook,
    vex.vex,
    output.exceptions,
    bases.baseImages,
    data.offline,
    data.refresh,
    ...judging,
    ledger.ledger,
    ledger.record,
  ],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_LEDGER', 'E_LEDGER_CHAIN', 'E_FEED'],
  run: async (context) => (await import('./run.ts')).run(context),
};
