import { controls } from '../../frameworks.ts';
import { imageParts, isImageDigest, isLatestImage } from '../../image-names.ts';
import { unknownMark } from '../../unknown-mark.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, service, wantIf } from '../look.ts';
import { build, services } from '../references.ts';

const image = (name: string): string => `services:\n  web:\n    image: ${name}\n`;
const built = (lines: string): string =>
  `services:\n  web:\n    build:\n${lines
    .split('\n')
    .map((line) => `      ${line}\n`)
    .join('')}`;
const digest = `sha256:${'3b'.repeat(32)}`;

/** Which images run, and how those are built that are built here. */
export const imageChecks: readonly ComposeCheck[] = [
  {
    id: 'compose/image-tag',
    version: 1,
    title: 'The image has no tag, or the tag latest',
    severity: 'medium',
    aliases: ['service-image-require-explicit-tag'],
    frameworks: controls({ 'nist-800-190': '4.2.2' }),
    why: 'Each machine runs what was latest when it looked, and nobody can say what runs or go back.',
    remedy: 'Name a version, better with a digest.',
    references: [services],
    violating: [image('nginx'), image('registry.example:5000/web:latest')],
    clean: [
      image('nginx:1.29.3'),
      image(`nginx@${digest}`),
      service('build: .'),
      'services:\n  web:\n    build: .\n    image: web\n',
    ],
    look: ofServices(({ node, isBuilt }) => {
      const field = node.get('image');
      const text = field.marked() ?? '';
      if (isBuilt || text === '') return [];
      const parts = imageParts(text);
      const [begin = '', ...rest] = (parts.tag ?? text).split(unknownMark);
      // A variable at the end may bring a tag with it, or make `latest` of what stands before it.
      const mayBeEither =
        rest.length > 0 && (parts.tag === undefined ? rest.at(-1) === '' : 'latest'.startsWith(begin));
      if (parts.digest === undefined && mayBeEither) return wantIf(field.isKnown(), field, 'a tag other than latest');
      return wantIf(isLatestImage(parts), field, 'a tag other than latest');
    }),
  },
  {
    id: 'compose/image-digest',
    version: 1,
    title: 'The image is not pinned by its digest',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.5' }),
    why: 'A tag can be moved, so that what runs next is not what was judged.',
    remedy: 'Name the digest: `registry.example/web:1.4.2@sha256:…`.',
    references: [services],
    violating: [service(), image('registry.example/web@sha256:abc')],
    clean: [image(`registry.example/web:1.4.2@${digest}`), 'services:\n  web:\n    build: .\n    image: web\n'],
    look: ofServices(({ node, isBuilt }) => {
      const field = node.get('image');
      const text = field.marked() ?? '';
      if (isBuilt || text === '') return [];
      const pinned = imageParts(text).digest;
      if (pinned !== undefined && isImageDigest(pinned)) return [];
      const mayBringOne = text.endsWith(unknownMark) || pinned?.includes(unknownMark) === true;
      return wantIf(!mayBringOne || field.isKnown(), field, 'a digest');
    }),
  },
  {
    id: 'compose/build-privileged',
    version: 1,
    title: 'An image is built with the rights of the machine',
    severity: 'high',
    aliases: [],
    frameworks: controls({ attack: 'T1611' }),
    why: 'What a Dockerfile, or any package that it installs, runs then owns the machine that builds.',
    remedy: 'Remove `privileged` and the entitlement `security.insecure`.',
    references: [build],
    violating: [built('context: .\nprivileged: true'), built('context: .\nentitlements: [security.insecure]')],
    clean: [built('context: .'), built('context: .\nprivileged: false')],
    look: ofServices(({ node }) => {
      const field = node.at('build', 'privileged');
      const wide = node
        .at('build', 'entitlements')
        .items()
        .filter((one) => one.text() === 'security.insecure');
      return [
        ...wantIf(field.boolean() === true, field, 'false or not set'),
        ...wide.map((one) => ({ node: one, expected: 'no security.insecure' })),
      ];
    }),
  },
  {
    id: 'compose/build-host-network',
    version: 1,
    title: 'An image is built in the network of the machine',
    severity: 'low',
    aliases: [],
    why: 'What is run while it is built reaches what listens on the building machine alone.',
    remedy: 'Remove `network: host`, and the entitlement `network.host`.',
    references: [build],
    violating: [built('context: .\nnetwork: host'), built('context: .\nentitlements: [network.host]')],
    clean: [built('context: .'), built('context: .\nnetwork: none')],
    look: ofServices(({ node }) => {
      const field = node.at('build', 'network');
      const wide = node
        .at('build', 'entitlements')
        .items()
        .filter((one) => one.text() === 'network.host');
      return [
        ...wantIf(field.text() === 'host', field, 'not host'),
        ...wide.map((one) => ({ node: one, expected: 'no network.host' })),
      ];
    }),
  },
];
