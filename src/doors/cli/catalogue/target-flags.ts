import { envName, type ListFlag, type SwitchFlag, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { text } from './value-types.ts';

/** Where an image may be taken from that is named without a scheme. */
export const imagePlaces = ['docker', 'podman', 'containerd', 'registry'] as const;

export const from: ValueFlag<string> = {
  form: 'value',
  name: 'from',
  category: 'target',
  common: true,
  type: { ...text('PLACE', 'file'), schema: { enum: [...imagePlaces] } },
  help: 'Take it from here alone: docker, podman, containerd, registry, or a report',
  details:
    'A name without a scheme (`app:1.4`) is looked for in the engines of this machine that answer, in the order `docker`, `podman`, `containerd`, and then in its registry; which was taken, and what the others said, is told in the coverage. With this flag one place alone is asked. An engine that cannot be asked (no right, no answer) is told and passed over; where the flag or a scheme (`docker:app:1.4`) names it, that is an error. A name with a digest is taken from an engine only where the digest can be checked. Engines are found as their own tools find them: `DOCKER_HOST`, `DOCKER_CONTEXT`, `DOCKER_CERT_PATH`, `CONTAINER_HOST`, `CONTAINERD_ADDRESS`, `CONTAINERD_NAMESPACE`, the contexts of Docker, and the usual sockets; hosts by ssh are not opened. `explain` reads a JSON report as well (`--from report.json`, as `seaworthy scan TARGET -o json=report.json` writes it), and needs no target then; a report that is called like a place is `./docker`.',
  defaultMeans: 'engines that answer, then the registry',
  env: envName('from'),
  config: 'from',
  project: never.judged,
};

export const all: SwitchFlag = {
  form: 'switch',
  name: 'all',
  category: 'target',
  help: 'Each image that an archive or a layout holds, not one of them',
  details:
    'Each gets a report of its own, as if it had been named. `--platform all` takes besides every platform of each. A target that is one thing is looked at as it is; nothing lists the images of an engine or the tags of a registry.',
};

export const containerdNamespace: ValueFlag<string> = {
  form: 'value',
  name: 'containerd-namespace',
  category: 'target',
  type: text('NAME'),
  help: 'Which namespace of containerd to look in',
  details: 'Kubernetes keeps its images in `k8s.io`, nerdctl and `ctr` in `default`, unless they are told otherwise.',
  defaultMeans: 'CONTAINERD_NAMESPACE, else default',
  env: envName('containerd-namespace'),
  config: 'containerd-namespace',
  project: never.judged,
};

const leftOut =
  'What is left out is told with what the result rests on, and the verdict says that it is not of all; the exit code stays that of the rest. Such a result is not recorded in the ledger, where a gate would take it for a look at the whole image.';

function selection(name: string, placeholder: string, help: string, details: string): ListFlag<string> {
  return {
    form: 'list',
    name,
    category: 'target',
    type: text(placeholder),
    separator: ',',
    help,
    details: `${details} ${leftOut}`,
    defaultMeans: 'nothing is left out',
    env: envName(name),
    config: name,
    project: never.judged,
  };
}

const patterns =
  'A pattern is a path from the root of the target, and stands for what is below it as well: `usr/share/doc`, `**/test`, `opt/app-*/lib`. `*` stays between two slashes, `**` does not.';

export const skipPath = selection(
  'skip-path',
  'GLOB',
  'Leave out what was found at or below these paths',
  `Packages, secrets, programs and troubles there. ${patterns} A package stays as long as one of the files that prove it does; whose a file is is found out with all of them.`,
);

export const onlyPath = selection(
  'only-path',
  'GLOB',
  'Leave out everything but what was found at or below these paths',
  `${patterns} The packages of the distribution are found in its database (\`var/lib/dpkg\`, \`lib/apk/db\`).`,
);

export const skipExtractor = selection(
  'skip-extractor',
  'ID',
  'Leave out what this extractor would find',
  'An extractor reads one kind of evidence: `npm`, `dpkg`, `go-binary`; `seaworthy help extractors` lists them. Databases of systems are read all the same, since they say whose a file is; only their packages are left out. Secrets have a flag of their own, `--secrets off`.',
);

export const onlyExtractor = selection(
  'only-extractor',
  'ID',
  'Leave out what all but these extractors would find',
  'As `--skip-extractor` for all others.',
);
