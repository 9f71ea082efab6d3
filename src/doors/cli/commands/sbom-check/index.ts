import { output, sbom as sbomFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const sbomCheck: Command = {
  id: 'sbom check',
  summary: 'Whether a bill of materials says what is asked of one',
  details:
    'FILE is a bill of materials of any maker (CycloneDX or SPDX in any form, also in a signed statement), `-` is standard input. It is held against the 2026 Minimum Elements of CISA and against Technical Guideline TR-03183-2 of the BSI, and what is missing is told in words, with the place where the format has it. Asked is what the document says, and not whether that is so: `scan sbom:FILE` judges what it lists. CISA wants it said where something is not known, so that `NOASSERTION` keeps its requirements and is counted; it keeps none of the BSI’s, which in turn asks name, hash and sort of file only of what is a file: not of a logical component or of what was built into another (3.2.1, 3.2.2), where the document says that it is one. What `seaworthy sbom TARGET` writes says by itself all that CISA asks but the author’s signature, which takes a key (`attest`), and of the BSI’s all that records in the image tell; its creator is whom `--sbom-author` names, and packages of which no record states a licence or an address are counted. A signature counts when it came with the document; `verify` checks it. Exit code 3: something is missing.',
  examples: [
    { command: 'seaworthy sbom check app.cdx.json', does: 'against both catalogues' },
    {
      command: 'seaworthy sbom alpine:3.20 | seaworthy sbom check - --catalogue cisa-2026',
      does: 'one of ours, against one',
    },
  ],
  arguments: [{ name: 'FILE', help: 'A bill of materials, or `-`', completes: 'file' }],
  flags: [sbomFlags.catalogue, ...output.printing],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LIMIT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
