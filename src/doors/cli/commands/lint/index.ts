import { ledger, lints, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const lint: Command = {
  id: 'lint',
  summary: 'What is wrong with Dockerfiles, Kubernetes manifests and image configurations',
  details:
    'PATH is a Dockerfile, a Kubernetes manifest (YAML or JSON, of one or many objects), the configuration of an image as it lies in a file (`skopeo inspect --config`, or what `docker image inspect` tells of one image, which has no history), or a folder in which every Dockerfile and manifest is judged; names and contents decide which files these are. Manifests are judged together, with one finding for each object and check. A file that is named and is none of these is refused; what a builder or Kubernetes would not understand was not judged, and ends with 5, and so do templates: judge what is made of them. Nothing is built and nothing is fetched. A check is set aside by a comment above the instruction, `# seaworthy:ignore ID until=DATE REASON`; comments for hadolint, checkov, trivy and BuildKit in Dockerfiles, and annotations for checkov, kube-linter and Polaris in manifests, are understood too. What is set aside stays visible in the report. Optional checks look where `--enable` names them.',
  examples: [
    { command: 'seaworthy lint Dockerfile', does: 'judge one file' },
    {
      command: 'seaworthy lint . --fail-on high',
      does: 'all that lies below this folder; exit with 3 on something serious',
    },
    { command: 'seaworthy lint . -o sarif=lint.sarif', does: 'for code scanning' },
    { command: 'seaworthy lint config.json', does: 'an image by its configuration, without its layers' },
    { command: 'seaworthy lint deploy/ --enable all', does: 'by the optional checks too' },
  ],
  arguments: [{ name: 'PATH', help: 'A Dockerfile, a manifest or a folder', repeated: true, completes: 'file' }],
  flags: [
    output.output,
    lints.enable,
    lints.disable,
    output.failOn,
    output.baseline,
    output.severity,
    output.onlyFixed,
    output.allowPartial,
    output.exceptions,
    ledger.ledger,
    ledger.record,
  ],
  reports: ['findings'],
  errors: ['E_TARGET_NOT_FOUND', 'E_TARGET_UNKNOWN', 'E_WRONG_KIND'],
  run: async (context) => (await import('./run.ts')).run(context),
};
