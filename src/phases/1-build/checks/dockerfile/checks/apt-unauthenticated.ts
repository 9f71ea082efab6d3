import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { commandText, forbiddenOption } from '../helpers.ts';
import { aptOptions, isAptYes } from '../programs.ts';

const settings = ['apt::get::allowunauthenticated', 'acquire::allowinsecurerepositories'];
const expected = 'apt-get without --allow-unauthenticated';

export const aptUnauthenticated: DockerfileCheck = {
  id: 'dockerfile/apt-unauthenticated',
  version: 3,
  title: 'apt-get installs packages without a trusted signature',
  severity: 'high',
  aliases: ['CKV2_DOCKER_8'],
  frameworks: controls({ 'cis-docker': '4.11' }),
  why: 'A package that anybody made is installed as root.',
  remedy: 'Put the key of the repository into /etc/apt/keyrings and name it with `signed-by`.',
  references: ['https://manpages.debian.org/bookworm/apt/apt-secure.8.en.html'],
  violating: ['FROM debian:12\nRUN apt-get install -y --allow-unauthenticated curl\n'],
  clean: ['FROM debian:12\nRUN apt-get install -y curl\n'],
  *look(view) {
    const programs = ['apt-get', 'apt'];
    const options = ['--allow-unauthenticated', '--allow-insecure-repositories'];
    yield* forbiddenOption(view, programs, options, expected);
    for (const command of view.everywhere(...programs)) {
      const given = aptOptions(command);
      if (settings.some((name) => isAptYes(given.get(name))))
        yield { at: command.at, observed: commandText(command), expected };
    }
  },
};
