import type { DockerfileCheck } from '../check.ts';

export const chpasswd: DockerfileCheck = {
  id: 'dockerfile/chpasswd',
  version: 1,
  title: 'A password is set in a build step',
  severity: 'high',
  aliases: ['CKV2_DOCKER_17'],
  why: 'The password stands in the history of the image and is the same in every container made of it.',
  remedy: 'Leave accounts without password; let people in with keys that the container is given when it starts.',
  references: ['https://cwe.mitre.org/data/definitions/798.html'],
  violating: ['FROM debian:12\nRUN echo "root:hunter2" | chpasswd\n'],
  clean: ['FROM debian:12\nRUN passwd -l root && echo chpasswd\n'],
  *look(view) {
    for (const command of view.runs('chpasswd', 'passwd')) {
      const locks = command.args.some((argument) =>
        /^-[ldeuS]+$|^--(?:lock|delete|expire|unlock|status)$/.test(argument),
      );
      if (command.program === 'passwd' && (locks || !command.args.includes('--stdin'))) continue;
      yield { at: command.at, observed: command.program, expected: 'no password in the image' };
    }
  },
};
