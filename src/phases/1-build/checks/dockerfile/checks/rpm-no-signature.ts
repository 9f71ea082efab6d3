import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption } from '../helpers.ts';

export const rpmNoSignature: DockerfileCheck = {
  id: 'dockerfile/rpm-no-signature',
  version: 2,
  title: 'rpm does not check signatures',
  severity: 'high',
  aliases: ['CKV2_DOCKER_10'],
  frameworks: controls({ 'cis-docker': '4.11' }),
  why: 'A package that anybody made is installed as root.',
  remedy: 'Import the key of its maker with `rpm --import`.',
  references: ['https://rpm.org/docs/latest/man/rpm.8'],
  violating: ['FROM fedora:41\nRUN rpm -i --nosignature ./tool.rpm\n'],
  clean: ['FROM fedora:41\nRUN rpm -i ./tool.rpm\n'],
  look: (view) => forbiddenOption(view, ['rpm'], ['--nosignature', '--nodigest'], 'rpm without --nosignature'),
};
