import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption } from '../helpers.ts';

export const yumNoGpgCheck: DockerfileCheck = {
  id: 'dockerfile/yum-no-gpg-check',
  version: 2,
  title: 'yum or dnf installs packages without a trusted signature',
  severity: 'high',
  aliases: ['CKV2_DOCKER_9'],
  frameworks: controls({ 'cis-docker': '4.11' }),
  why: 'A package that anybody made is installed as root.',
  remedy: 'Import the key of the repository with `rpm --import`.',
  references: ['https://dnf.readthedocs.io/en/latest/command_ref.html'],
  violating: ['FROM fedora:41\nRUN dnf install -y --nogpgcheck curl\n'],
  clean: ['FROM fedora:41\nRUN dnf install -y curl | grep -- --nogpgcheck\n'],
  look: (view) =>
    forbiddenOption(
      view,
      ['yum', 'dnf', 'tdnf', 'microdnf'],
      ['--nogpgcheck', '--no-gpgchecks'],
      'the command without --nogpgcheck',
    ),
};
