import type { DockerfileCheck } from '../check.ts';
import { commandText } from '../helpers.ts';

export const sudo: DockerfileCheck = {
  id: 'dockerfile/sudo',
  version: 1,
  title: 'sudo in a build step',
  severity: 'medium',
  aliases: ['CKV2_DOCKER_1', 'DL3004', 'AVD-DS-0010', 'DKL-DI-0001'],
  why: 'Build steps run as root already, or as the user that USER names; an image that needs sudo also carries a way from its ordinary user to root.',
  remedy: 'Do what needs root before `USER`, and leave sudo out of the image.',
  references: ['https://docs.docker.com/build/building/best-practices/#user'],
  violating: ['FROM debian:12\nRUN sudo apt-get update && sudo apt-get install -y curl\n'],
  clean: ['FROM debian:12\nRUN echo "no sudo here" && apt-get update && apt-get install -y curl\n'],
  *look(view) {
    for (const command of view.runs('sudo', 'doas')) {
      yield { at: command.at, observed: commandText(command), expected: 'the command itself, before USER' };
    }
  },
};
