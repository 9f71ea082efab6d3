import { output, sbom as sbomFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const sbomConvert: Command = {
  id: 'sbom convert',
  summary: 'A bill of materials in another form',
  details:
    'FILE is a bill of materials of any maker (CycloneDX and SPDX in any form, JSON of Syft, a list of package URLs), `-` is standard input; `-o` says the form. Carried over are packages with their URLs, licences, needs, places and source packages, the image and its distribution. Not carried over are hashes, suppliers, copyright texts, CPE names and vulnerabilities that FILE states. What of the list itself could not be read is said in the document, and makes exit code 5. It is what `sbom sbom:FILE` does.',
  examples: [
    { command: 'seaworthy sbom convert app.spdx.json -o cyclonedx-xml=app.cdx.xml', does: 'SPDX as CycloneDX' },
  ],
  arguments: [{ name: 'FILE', help: 'A bill of materials, or `-`', completes: 'file' }],
  flags: [output.output, sbomFlags.author, sbomFlags.producer, output.allowPartial],
  reports: ['packages'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LIMIT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
