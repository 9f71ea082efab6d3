import { output, sbom as sbomFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const sbomMerge: Command = {
  id: 'sbom merge',
  summary: 'Several bills of materials as one',
  details:
    'Each FILE is a bill of materials of any maker and form. What any of them lists is listed once, with all its places and with what it needs by any of them. Layers are left out, since each image counts its own. Documents of several distributions are of none together: then packages of a distribution cannot be judged, and the document says so. What a document could not look at is said by the merged one as well.',
  examples: [
    {
      command: 'seaworthy sbom merge web.cdx.json worker.spdx.json -o cyclonedx=all.cdx.json',
      does: 'two of two kinds',
    },
  ],
  arguments: [{ name: 'FILE', help: 'A bill of materials', repeated: true, completes: 'file' }],
  flags: [output.output, sbomFlags.author, sbomFlags.producer, output.allowPartial],
  reports: ['packages'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LIMIT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
