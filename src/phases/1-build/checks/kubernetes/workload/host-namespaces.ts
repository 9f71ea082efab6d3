import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofPods } from '../look.ts';
import { podSecurity } from '../references.ts';

/** Looks for a field of the pod that is true. */
const isTrue = (name: string): ManifestCheck['look'] =>
  ofPods(({ spec }) => {
    const node = spec.get(name);
    return node.boolean() === true ? [violation('pod', node, 'false or not set')] : [];
  });

/** A check that a pod does not share one of the node's namespaces. */
const host = (
  field: string,
  own: Pick<ManifestCheck, 'id' | 'title' | 'aliases' | 'why' | 'frameworks'>,
): ManifestCheck => ({
  ...own,
  version: 1,
  severity: 'high',
  remedy: `Remove \`${field}: true\` from the pod.`,
  references: [podSecurity],
  violating: [deployment({ pod: `${field}: true` })],
  clean: [deployment({ pod: `${field}: false` }), deployment({})],
  look: isTrue(field),
});

/** Namespaces of the node that a pod shares. */
export const hostNamespaceChecks: readonly ManifestCheck[] = [
  host('hostPID', {
    id: 'kubernetes/host-pid',
    title: 'The pod shares the node’s processes',
    aliases: [
      'CKV_K8S_17',
      'KSV-0010',
      'C-0275',
      'C-0038',
      'host-pid-ipc-privileges',
      'host-pid-privileges',
      'host-pid',
      'hostPIDSet',
    ],
    why: 'It sees every process of the node, reads their environment and arguments, and with one more right signals or debugs them.',
    frameworks: controls({
      'cis-kubernetes': '5.2.3',
      'pod-security': 'baseline',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
      attack: 'T1611',
    }),
  }),
  host('hostIPC', {
    id: 'kubernetes/host-ipc',
    title: 'The pod shares the node’s memory segments',
    aliases: [
      'CKV_K8S_18',
      'KSV-0008',
      'C-0276',
      'C-0038',
      'host-pid-ipc-privileges',
      'host-ipc-privileges',
      'host-ipc',
      'hostIPCSet',
    ],
    why: 'It reads and writes the shared memory of processes of the node and of other pods that do the same.',
    frameworks: controls({
      'cis-kubernetes': '5.2.4',
      'pod-security': 'baseline',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
    }),
  }),
  host('hostNetwork', {
    id: 'kubernetes/host-network',
    title: 'The pod shares the node’s network',
    aliases: ['CKV_K8S_19', 'KSV-0009', 'C-0041', 'host-network-access', 'host-network', 'hostNetworkSet'],
    why: 'It listens on the node’s addresses, reaches what listens on its loopback, sees its traffic, and no network policy holds for it.',
    frameworks: controls({
      'cis-kubernetes': '5.2.5',
      'pod-security': 'baseline',
      'nist-800-190': '4.4.3',
      'nsa-cisa': 'pods',
      attack: 'T1040',
    }),
  }),
];
