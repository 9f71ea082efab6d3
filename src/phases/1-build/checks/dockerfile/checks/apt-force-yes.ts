import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption } from '../helpers.ts';

export const aptForceYes: DockerfileCheck = {
  id: 'dockerfile/apt-force-yes',
  version: 2,
  title: 'apt-get --force-yes',
  severity: 'high',
  aliases: ['CKV2_DOCKER_11'],
  why: 'It answers yes to everything: unsigned packages, downgrades and the removal of essential ones.',
  remedy: 'Write `-y`, and the one `--allow-…` option that is needed.',
  references: ['https://manpages.debian.org/bookworm/apt/apt-get.8.en.html'],
  violating: ['FROM debian:12\nRUN apt-get install --force-yes curl\n'],
  clean: ['FROM debian:12\nRUN apt-get install -y curl\n'],
  look: (view) => forbiddenOption(view, ['apt-get', 'apt'], ['--force-yes'], 'apt-get -y'),
};
