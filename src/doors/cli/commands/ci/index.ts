import {
  anywhere,
  bases,
  data,
  ledger,
  lints,
  output,
  readingAndFetching,
  secret,
  selecting,
  vex,
} from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ci: Command = {
  id: 'ci',
  summary: 'What is wrong with a project: its sources and the images built of it',
  details:
    'FOLDER is where the sources lie, the working folder when nothing is named. What is there is judged, as `lint` and `scan` judge it, in one list with what to do first on top: Dockerfiles, Compose files, manifests and whatever else `lint` knows, what lock files declare, secrets in the files, and each image that is named. What there is none of is told. With `--baseline`, the report of the branch that is merged into (`-o json=FILE` of an earlier run), it exits with 3 on what is new since then (`--fail-on new`); without one, on what is high or critical (`--fail-on high`); `--fail-on` says otherwise. What could not be looked at ends with 5. Each part is kept in the ledger by itself.',
  examples: [
    { command: 'seaworthy ci', does: 'the project in this folder' },
    {
      command: 'seaworthy ci . app:1.4 --baseline main.json',
      does: 'with the image built of it; exit with 3 on what main did not have',
    },
    { command: 'seaworthy ci -o table -o json=main.json', does: 'on the main branch: keep what others compare with' },
    { command: 'seaworthy ci -o sarif=ci.sarif -o table', does: 'for code scanning, and to read' },
  ],
  arguments: [
    { name: 'FOLDER', help: 'The folder of the sources', optional: true, completes: 'file' },
    {
      name: 'IMAGE',
      help: 'An image that is built of them, as `scan` takes it',
      optional: true,
      repeated: true,
      completes: 'file',
    },
  ],
  flags: [
    output.output,
    output.failOn,
    output.baseline,
    output.severity,
    output.onlyFixed,
    output.allowPartial,
    output.exceptions,
    output.licenceAllow,
    output.licenceDeny,
    output.secrets,
    secret.rules,
    lints.enable,
    lints.disable,
    data.refresh,
    ledger.ledger,
    ledger.record,
    ...vex.statements,
    bases.baseImages,
    ...new Set([...anywhere, ...selecting, ...readingAndFetching]),
  ],
  reports: ['findings'],
  errors: ['E_TARGET_NOT_FOUND', 'E_TARGET_UNKNOWN', 'E_NETWORK', 'E_OFFLINE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
