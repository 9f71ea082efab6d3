import { defined, isDigest } from '../../../../core/index.ts';
import { jsonOf, labelsOf, memberOf, namesOfImage, podLabels, textOf } from '../inspection.ts';
import type { AboutContainer, ContainerRuntime } from '../runtime.ts';

const root = '/run/containerd/io.containerd.runtime.v2.task';
/** Name spaces of containerd that are looked in: Kubernetes, `ctr`, nerdctl. */
const nameSpaces = ['k8s.io', 'default', 'nerdctl'] as const;
const maxBytes = 4 * 1024 * 1024;

/** What the plug-in for Kubernetes writes into the bundle of a container (containerd, `internal/cri/annotations`). */
function fromAnnotations(annotations: Readonly<Record<string, unknown>>): AboutContainer {
  const of = (name: string): string | undefined => textOf(annotations, `io.kubernetes.cri.${name}`);
  const image = of('image-name') ?? textOf(annotations, 'nerdctl/image');
  const digest = image?.slice(image.indexOf('@') + 1) ?? '';
  const isSandbox = of('container-type') === 'sandbox';
  const own = of('container-name') ?? (isSandbox ? 'POD' : undefined) ?? textOf(annotations, 'nerdctl/name');
  const pod = podLabels({
    name: of('sandbox-name'),
    nameSpace: of('sandbox-namespace'),
    uid: of('sandbox-uid'),
    container: isSandbox ? undefined : of('container-name'),
  });
  return defined({
    name: own,
    ...namesOfImage(image),
    imageDigest: isDigest(digest) ? digest : undefined,
    podSandboxId: of('sandbox-id'),
    labels: new Map([...(labelsOf(annotations) ?? []), ...pod]),
  });
}

/** containerd: under Kubernetes, by nerdctl, by `ctr`. The bundle of the container tells at once; the digest of the image, which it often does not hold, is asked of the socket. */
export const containerd: ContainerRuntime = {
  name: 'containerd',
  prefixes: ['cri-containerd-', 'nerdctl-'],
  parents: ['default', 'k8s.io', 'nerdctl'],
  // `ctr run IMAGE NAME` in the name space `default`.
  named: [/^\/default\/([A-Za-z0-9][A-Za-z0-9_.-]{0,75})$/],
  fromFiles: (id, { read }) => {
    for (const space of nameSpaces) {
      const bundle = jsonOf(read(`${root}/${space}/${id}/config.json`, maxBytes));
      if (bundle !== undefined) return fromAnnotations(memberOf(bundle, 'annotations') ?? {});
    }
    return undefined;
  },
  sockets: [],
  criSockets: ['/run/containerd/containerd.sock'],
};
