import { defined, isDigest } from '../../../../core/index.ts';
import { jsonOf, labelsOf, memberOf, namesOfImage, podLabels, textOf } from '../inspection.ts';
import type { ContainerRuntime } from '../runtime.ts';

const folders = ['/run/containers/storage/overlay-containers', '/var/lib/containers/storage/overlay-containers'];
const maxBytes = 4 * 1024 * 1024;
const hexId = /^[0-9a-f]{64}$/;

/** CRI-O. The bundle's annotations tell all of a container (cri-o, `pkg/annotations`). */
export const crio: ContainerRuntime = {
  name: 'cri-o',
  prefixes: ['crio-'],
  parents: [],
  named: [],
  fromFiles: (id, { read }) => {
    for (const folder of folders) {
      const bundle = jsonOf(read(`${folder}/${id}/userdata/config.json`, maxBytes));
      const annotations = bundle === undefined ? undefined : memberOf(bundle, 'annotations');
      if (annotations === undefined) continue;
      const of = (name: string): string | undefined => textOf(annotations, name);
      const reference = of('io.kubernetes.cri-o.ImageRef') ?? '';
      const digest = reference.slice(reference.indexOf('@') + 1);
      const labels = labelsOf(jsonOf(of('io.kubernetes.cri-o.Labels')));
      const pod = podLabels({
        name: of('io.kubernetes.pod.name'),
        nameSpace: of('io.kubernetes.pod.namespace'),
        uid: of('io.kubernetes.pod.uid'),
        container: of('io.kubernetes.container.name'),
      });
      return defined({
        name: of('io.kubernetes.cri-o.Name') ?? of('io.kubernetes.container.name'),
        ...namesOfImage(of('io.kubernetes.cri-o.ImageName')),
        imageId: hexId.test(reference) ? reference : undefined,
        imageDigest: isDigest(digest) ? digest : undefined,
        podSandboxId: of('io.kubernetes.cri-o.SandboxID'),
        labels: new Map([...(labels ?? []), ...pod]),
      });
    }
    return undefined;
  },
  sockets: [],
  criSockets: ['/run/crio/crio.sock'],
};
