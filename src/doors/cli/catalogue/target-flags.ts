import { envName, type SwitchFlag, type ValueFlag } from './flag.ts';
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
