import { anywhere, output, reading, sbom as sbomFlags, selecting, ship, target } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const sbom: Command = {
  id: 'sbom',
  summary: 'What is in an image, as a bill of materials',
  details:
    'The same inventory that `scan` judges: packages with their source packages, licences, the layer that brought them and the files they own. No advisory data is needed, and none is fetched. Of several targets (also by `--all` and `--platform all`) each gets a document of its own: `-o cyclonedx={target}.cdx.json`.',
  examples: [
    { command: 'seaworthy sbom alpine:3.20', does: 'CycloneDX on standard output' },
    { command: 'seaworthy sbom ./image.tar -o cyclonedx=sbom.json', does: 'into a file' },
  ],
  arguments: [{ name: 'TARGET', help: 'The image, archive or folder', completes: 'file', repeated: true }],
  takesSeveral: true,
  flags: [
    output.output,
    sbomFlags.author,
    sbomFlags.producer,
    target.all,
    output.allowPartial,
    ...ship.attestedBy,
    ...anywhere,
    ...selecting,
    ...reading,
  ],
  reports: ['packages'],
  errors: ['E_TARGET_NOT_FOUND', 'E_TARGET_UNKNOWN', 'E_DIGEST_MISMATCH', 'E_AUTH', 'E_NETWORK', 'E_NOT_TRUSTED'],
  run: async (context) => (await import('./run.ts')).run(context),
};
