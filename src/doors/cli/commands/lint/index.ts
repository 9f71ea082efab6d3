import { ledger, lints, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const lint: Command = {
  id: 'lint',
  summary: 'What is wrong with Dockerfiles, Compose files, manifests and images',
  details:
    'PATH is `-` for standard input, or a Dockerfile, a Compose file, a Kubernetes manifest (YAML or JSON, of one or many objects), the configuration of an image as it lies in a file (`skopeo inspect --config`, or what `docker image inspect` tells of one image, which has no history), or a folder in which every Dockerfile, Compose file and manifest is judged; names and contents decide which files these are. Manifests are judged together, with one finding for each object and check. Compose files are judged as projects: `compose.yaml` with its override, with what they include and extend, variables by defaults and `.env`; what rests on another variable is told and ends with 5 where a check needs it. Of CloudFormation templates and plans of Terraform (`terraform show -json`) the registries, ECS tasks and clusters of EKS, GKE and AKS are judged, and other resources counted; sources of Terraform (`.tf`) are told as not read. A file that is named and is none of these is refused; what a builder, Compose or Kubernetes would not understand was not judged, and ends with 5, and so do templates that nobody fills in. Helm charts and kustomizations are judged by what `helm`, and `kustomize` or `kubectl`, make of them where these are on the path, without settings, plug-ins or network, each by itself and with its own values; else they are told as not judged. Nothing is built and nothing is fetched. A check is set aside by a comment above the instruction, `# seaworthy:ignore ID until=DATE REASON`; in Compose files and manifests above the line or the object; comments for hadolint, checkov, trivy and BuildKit in Dockerfiles, and annotations for checkov, kube-linter and Polaris in manifests, are understood too. What is set aside stays visible in the report. Optional checks look where `--enable` names them. With `--fix` or `--diff` the changes are told instead of the report, with what cannot be mended and why.',
  examples: [
    { command: 'seaworthy lint Dockerfile', does: 'judge one file' },
    {
      command: 'seaworthy lint . --fail-on high',
      does: 'all that lies below this folder; exit with 3 on something serious',
    },
    { command: 'seaworthy lint . -o sarif=lint.sarif', does: 'for code scanning' },
    { command: 'seaworthy lint config.json', does: 'an image by its configuration, without its layers' },
    { command: 'seaworthy lint deploy/ --enable all', does: 'by the optional checks too' },
    { command: 'seaworthy lint plan.json', does: 'what a plan of Terraform would make of containers' },
    { command: 'helm template chart | seaworthy lint -', does: 'what a template makes' },
    { command: 'seaworthy lint . --diff', does: 'what could be mended; `--fix` mends it' },
  ],
  arguments: [
    {
      name: 'PATH',
      help: 'A Dockerfile, Compose file, manifest or folder, or `-`',
      repeated: true,
      completes: 'file',
    },
  ],
  flags: [
    output.output,
    lints.enable,
    lints.disable,
    lints.checks,
    lints.checkSeverity,
    lints.as,
    lints.fix,
    lints.diff,
    lints.fixAlso,
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
