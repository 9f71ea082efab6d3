import type { DockerfileCheck } from '../check.ts';
import { forbiddenSetting } from '../helpers.ts';

export const nodeTlsOff: DockerfileCheck = {
  id: 'dockerfile/node-tls-off',
  version: 2,
  title: 'Node.js does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_6'],
  why: 'Every TLS connection of Node.js programs, in the build or in the container, then trusts whoever answers.',
  remedy: 'Remove it; give an own CA with `NODE_EXTRA_CA_CERTS`.',
  references: ['https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue'],
  violating: ['FROM node:22\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n'],
  clean: ['FROM node:22\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\n'],
  look: (view) =>
    forbiddenSetting(
      view,
      /^NODE_TLS_REJECT_UNAUTHORIZED$/,
      (value) => value === '0',
      'NODE_EXTRA_CA_CERTS, or nothing',
    ),
};
