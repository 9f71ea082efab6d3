import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption } from '../helpers.ts';

export const aptUnauthenticated: DockerfileCheck = {
  id: 'dockerfile/apt-unauthenticated',
  version: 1,
  title: 'apt-get installs packages without a trusted signature',
  severity: 'high',
  aliases: ['CKV2_DOCKER_8'],
  why: 'A package that anybody made is installed as root.',
  remedy: 'Put the key of the repository into /etc/apt/keyrings and name it with `signed-by`.',
  references: ['https://manpages.debian.org/bookworm/apt/apt-secure.8.en.html'],
  violating: ['FROM debian:12\nRUN apt-get install -y --allow-unauthenticated curl\n'],
  clean: ['FROM debian:12\nRUN apt-get install -y curl\n'],
  look: (view) =>
    forbiddenOption(view, ['apt-get', 'apt'], ['--allow-unauthenticated'], 'apt-get without --allow-unauthenticated'),
};
