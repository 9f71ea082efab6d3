import { controls } from '../../frameworks.ts';
import { imageParts, isImageDigest, isLatestImage } from '../../image-names.ts';
import type { ManifestCheck } from '../check.ts';
import { deployment } from '../examples.ts';
import { ofContainers, wantIf } from '../look.ts';
import { images } from '../references.ts';

const digest = `sha256:${'3b'.repeat(32)}`;
const pulled = (image: string, policy: string): string =>
  deployment({ image, container: `imagePullPolicy: ${policy}` });

/** Which images run. */
export const imageChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/image-tag',
    version: 1,
    title: 'The image has no tag, or the tag latest',
    severity: 'medium',
    aliases: [
      'CKV_K8S_14',
      'KSV-0013',
      'latest-tag',
      'tagNotSpecified',
      'agent-sandbox-image-tag-provenance',
      'C-0304',
    ],
    frameworks: controls({ 'cis-docker': '4.2', 'nist-800-190': '4.2.2' }),
    why: 'Each node runs what was latest when it looked, so that pods of one workload differ and nobody can go back.',
    remedy: 'Name a version, better with a digest.',
    references: [images],
    violating: [
      deployment({ image: 'registry.example/web' }),
      deployment({ image: 'registry.example:5000/web:latest' }),
    ],
    clean: [deployment({}), deployment({ image: `registry.example/web@${digest}` })],
    look: ofContainers(({ node, image }) =>
      wantIf(
        image !== undefined && image !== '' && isLatestImage(imageParts(image)),
        node.get('image'),
        'a tag other than latest',
      ),
    ),
  },
  {
    id: 'kubernetes/image-digest',
    version: 1,
    title: 'The image is not pinned by its digest',
    severity: 'low',
    aliases: ['CKV_K8S_43', 'C-0306', 'image-not-pinned-to-digest'],
    frameworks: controls({ 'nist-800-190': '4.1.5' }),
    why: 'A tag can be moved, so that what runs next is not what was judged.',
    remedy: 'Name the digest: `registry.example/web:1.4.2@sha256:…`.',
    references: [images],
    violating: [deployment({}), deployment({ image: 'registry.example/web@sha256:abc' })],
    clean: [deployment({ image: `registry.example/web:1.4.2@${digest}` })],
    look: ofContainers(({ node, image = '' }) =>
      wantIf(image !== '' && !isImageDigest(imageParts(image).digest ?? ''), node.get('image'), 'a digest'),
    ),
  },
  {
    id: 'kubernetes/image-pull-policy',
    version: 1,
    title: 'A node may run an image that it has from before',
    severity: 'low',
    aliases: ['CKV_K8S_15', 'pullPolicyNotAlways'],
    frameworks: controls({ 'nist-800-190': '4.2.2' }),
    why: 'Nodes then run different images under one tag, and pods run private images that they have no right to pull.',
    remedy: 'Set `imagePullPolicy: Always`, or name the image by its digest.',
    references: [images],
    violating: [deployment({}), pulled('registry.example/web:1', 'IfNotPresent')],
    clean: [
      pulled('registry.example/web:1', 'Always'),
      deployment({ image: 'registry.example/web' }),
      deployment({ image: `registry.example/web@${digest}` }),
    ],
    look: ofContainers(({ node, image = '' }) => {
      const policy = node.get('imagePullPolicy');
      const reference = imageParts(image);
      // Without a policy Kubernetes chooses Always for the tag latest.
      const isAlways = policy.isSet ? policy.text() === 'Always' : isLatestImage(reference);
      return wantIf(image !== '' && !isAlways && reference.digest === undefined, policy, 'Always');
    }),
  },
  {
    id: 'kubernetes/latest-not-pulled',
    version: 1,
    title: 'The newest image is asked for and need not be pulled',
    severity: 'medium',
    aliases: ['C-0075', 'image-pull-policy-is-not-set-to-always'],
    frameworks: controls({ 'nist-800-190': '4.2.2' }),
    why: 'A node that has some image by that tag runs it, however old it is.',
    remedy: 'Set `imagePullPolicy: Always`, or name a version.',
    references: [images],
    violating: [pulled('registry.example/web:latest', 'IfNotPresent'), pulled('registry.example/web', 'Never')],
    clean: [pulled('registry.example/web', 'Always'), deployment({ image: 'registry.example/web' }), deployment({})],
    look: ofContainers(({ node, image = '' }) => {
      const policy = node.get('imagePullPolicy');
      const isOld = policy.isSet && policy.text() !== 'Always';
      return wantIf(image !== '' && isLatestImage(imageParts(image)) && isOld, policy, 'Always');
    }),
  },
  {
    id: 'kubernetes/old-registry',
    version: 1,
    title: 'The image comes from a registry that nobody keeps',
    severity: 'medium',
    aliases: ['C-0253', 'rule-identify-old-k8s-registry'],
    frameworks: controls({ 'nist-800-190': '4.2.2' }),
    why: 'It has been frozen since 2023: no image there gets a fix, and one day it answers no more.',
    remedy: 'Use registry.k8s.io instead of k8s.gcr.io.',
    references: ['https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/'],
    violating: [deployment({ image: 'k8s.gcr.io/pause:3.6' })],
    clean: [deployment({ image: 'registry.k8s.io/pause:3.6' }), deployment({})],
    look: ofContainers(({ node, image = '' }) =>
      wantIf(/^(?:k8s\.gcr\.io|gcr\.io\/google[_-]containers)\//.test(image), node.get('image'), 'registry.k8s.io'),
    ),
  },
  {
    id: 'kubernetes/git-sync',
    version: 1,
    title: 'A container brings in what somebody pushed to a repository',
    severity: 'medium',
    aliases: ['CKV_K8S_159'],
    frameworks: controls({ attack: 'T1195' }),
    why: 'What runs is then decided by whoever may push, or by whoever changes the address in its arguments, and no scan has seen it.',
    remedy: 'Put the files into an image, or name one commit and verify its signature.',
    references: ['https://github.com/kubernetes/git-sync'],
    violating: [deployment({ image: 'registry.k8s.io/git-sync/git-sync:v4.2.1' })],
    clean: [deployment({})],
    look: ofContainers(({ node, image = '' }) =>
      wantIf(/(?:^|\/)git-sync(?:[:@]|$)/.test(image), node.get('image'), 'no git-sync'),
    ),
  },
];
