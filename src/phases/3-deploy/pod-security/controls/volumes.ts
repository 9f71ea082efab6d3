import { orList } from '../../../../core/index.ts';
import type { DocumentNode } from '../../../../foundations/formats/index.ts';
import { type PodView, restrictedVolumeSources, type Violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

/** The sources of a volume. One without any is an emptyDir to the API server, so it has none to complain about. */
function sources(volume: DocumentNode): readonly { readonly name: string; readonly node: DocumentNode }[] {
  return volume.members().filter(({ name, node }) => name !== 'name' && node.isSet);
}

function violations(pod: PodView, isAllowed: (source: string) => boolean, expected: string): readonly Violation[] {
  return pod.spec
    .get('volumes')
    .items()
    .flatMap((volume) =>
      sources(volume)
        .filter(({ name }) => !isAllowed(name))
        .map(({ name, node }) => ({
          path: node.path,
          owner: `volume ${JSON.stringify(volume.get('name').text() ?? '')}`,
          observed: name,
          expected,
        })),
    );
}

export const volumes: Control = {
  id: 'pod-security/volumes',
  name: 'volumes',
  title: 'Volume types',
  why: 'A hostPath volume opens the file system of the node, from its container runtime to its kubelet credentials; other volume types of the pod itself reach storage with rights that no claim limits.',
  severity: 'high',
  fields: ['spec.volumes[*]'],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'hostPathVolumes',
      allowed: 'anything but hostPath',
      violations: (pod) => violations(pod, (source) => source !== 'hostPath', 'anything but hostPath'),
    },
    {
      level: 'restricted',
      from: '1.0',
      check: 'restrictedVolumes',
      allowed: orList(restrictedVolumeSources),
      violations: (pod) =>
        violations(pod, (source) => restrictedVolumeSources.includes(source), orList(restrictedVolumeSources)),
    },
  ],
  remedy: 'Use a persistentVolumeClaim for data, and configMap, secret, projected or emptyDir for the rest.',
  references: [podSecurityStandards],
  aliases: ['hostPathVolumes', 'restrictedVolumes'],
  violating: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        spec: {
          volumes: [{ name: 'node', hostPath: { path: '/' } }],
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.0',
      pod: {
        spec: {
          volumes: [{ name: 'data', nfs: { server: 'nfs.example.com', path: '/' } }],
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        spec: {
          volumes: [
            { name: 'data', nfs: { server: 'nfs.example.com', path: '/' } },
            { name: 'none', hostPath: null },
          ],
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
    {
      level: 'restricted',
      version: '1.0',
      pod: {
        spec: {
          volumes: [{ name: 'a', emptyDir: {} }, { name: 'b', secret: { secretName: 's' } }, { name: 'c' }],
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
};
