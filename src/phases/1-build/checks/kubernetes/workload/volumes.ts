import type { DocumentNode } from '../../../../../foundations/formats/index.ts';
import { type PodView, restrictedVolumeSources, violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import { plainPath, runtimeSocket, sensitivePath } from '../../host-paths.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofPods } from '../look.ts';
import { podSecurity } from '../references.ts';

interface HostPath {
  readonly name: string;
  readonly node: DocumentNode;
  /** Without what changes nothing: `//etc/./` is `/etc`. */
  readonly path: string;
}

/** Folders of the node that a pod mounts. */
function hostPaths({ spec }: PodView): readonly HostPath[] {
  return spec
    .get('volumes')
    .items()
    .filter((volume) => volume.get('hostPath').isSet)
    .map((volume) => {
      const node = volume.at('hostPath', 'path');
      return { name: volume.get('name').text() ?? '', node, path: plainPath(node.text() ?? '') };
    });
}

const mounts = (path: string, readOnly: boolean): string =>
  deployment({
    pod: `volumes: [{ name: node, hostPath: { path: ${path} } }]`,
    container: `volumeMounts: [{ name: node, mountPath: /node, readOnly: ${readOnly} }]`,
  });

/** What of the node a pod mounts. */
export const volumeChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/host-path',
    version: 1,
    title: 'A pod mounts a folder of the node',
    severity: 'medium',
    aliases: ['KSV-0023', 'C-0048', 'alert-any-hostpath', 'hostPathSet'],
    frameworks: controls({
      'cis-kubernetes': '5.2.11',
      'pod-security': 'baseline',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
      attack: 'T1611',
    }),
    why: 'What lies there is shared with the node and with every pod that mounts it, and links in it lead anywhere on the node.',
    remedy: 'Use a volume of the cluster instead of `hostPath`.',
    references: [podSecurity],
    violating: [mounts('/srv/data', true)],
    clean: [deployment({}), deployment({ pod: 'volumes: [{ name: data, emptyDir: {} }]' })],
    look: ofPods((pod) => hostPaths(pod).map(({ node }) => violation('pod', node, 'a volume of the cluster'))),
  },
  {
    id: 'kubernetes/host-path-sensitive',
    version: 1,
    title: 'A pod mounts a folder in which the node keeps its own things',
    severity: 'high',
    aliases: ['KSV-0121', 'sensitive-host-mounts'],
    frameworks: controls({ 'pod-security': 'baseline', 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'Credentials of the kubelet, programs that root runs, devices or controls of the kernel are then within reach.',
    remedy: 'Remove the volume.',
    references: [podSecurity],
    violating: [mounts('/', true), mounts('/var/lib/kubelet/', true), mounts('/srv/../etc', true)],
    clean: [mounts('/srv/data', true), deployment({})],
    look: ofPods((pod) =>
      hostPaths(pod)
        .filter(({ path }) => sensitivePath.test(path))
        .map(({ node }) => violation('pod', node, 'no folder of the system')),
    ),
  },
  {
    id: 'kubernetes/host-path-writable',
    version: 1,
    title: 'A container may write to a folder of the node',
    severity: 'high',
    aliases: ['C-0045', 'alert-rw-hostpath', 'writable-host-mount'],
    frameworks: controls({ 'nist-800-190': '4.4.3', 'nsa-cisa': 'pods', attack: 'T1611' }),
    why: 'It leaves there what the node, or another pod, runs or believes.',
    remedy: 'Set `readOnly: true` on the mount, or use a volume of the cluster.',
    references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
    violating: [mounts('/srv/data', false)],
    clean: [mounts('/srv/data', true), deployment({})],
    look: ofPods((pod) => {
      const names = new Set(hostPaths(pod).map(({ name }) => name));
      return pod.containers.flatMap(({ node }) =>
        node
          .get('volumeMounts')
          .items()
          .filter((mount) => names.has(mount.get('name').text() ?? '') && mount.get('readOnly').boolean() !== true)
          .map((mount) => violation('pod', mount.get('readOnly'), 'true')),
      );
    }),
  },
  {
    id: 'kubernetes/runtime-socket',
    version: 1,
    title: 'A pod mounts the socket by which containers are made',
    severity: 'critical',
    aliases: ['CKV_K8S_27', 'KSV-0006', 'C-0074', 'containers-mounting-docker-socket', 'docker-sock'],
    frameworks: controls({ 'nist-800-190': '4.4.3', attack: ['T1611', 'T1610'] }),
    why: 'Whoever speaks to the socket starts a privileged container, and owns the node.',
    remedy: 'Remove the volume; build images without a daemon, and watch containers through the API.',
    references: [podSecurity],
    violating: [mounts('/var/run/docker.sock', true), mounts('/run/containerd/containerd.sock', true)],
    clean: [deployment({}), mounts('/srv/docker.sock', true)],
    look: ofPods((pod) =>
      hostPaths(pod)
        .filter(({ path }) => runtimeSocket.test(path))
        .map(({ node }) => violation('pod', node, 'no socket of a runtime')),
    ),
  },
  {
    id: 'kubernetes/volume-kind',
    version: 1,
    title: 'A pod mounts a volume of a kind that the restricted level does not allow',
    severity: 'low',
    aliases: ['KSV-0028'],
    frameworks: controls({ 'pod-security': 'restricted' }),
    why: 'Volumes of other kinds speak to a server with rights of the node, or are folders of it.',
    remedy: 'Let a PersistentVolumeClaim stand between the pod and the storage.',
    references: [podSecurity],
    violating: [deployment({ pod: 'volumes: [{ name: data, nfs: { server: a.example, path: / } }]' })],
    clean: [deployment({}), deployment({ pod: 'volumes: [{ name: data, configMap: { name: a } }, { name: b }]' })],
    look: ofPods(({ spec }) =>
      spec
        .get('volumes')
        .items()
        .flatMap((volume) => volume.members())
        .filter(
          ({ name, node }) =>
            name !== 'name' && name !== 'hostPath' && node.isSet && !restrictedVolumeSources.includes(name),
        )
        .map(({ node }) => violation('pod', node, 'a kind of the restricted level')),
    ),
  },
];
