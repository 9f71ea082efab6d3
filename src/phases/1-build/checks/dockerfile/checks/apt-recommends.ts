import type { DockerfileCheck } from '../check.ts';
import { commandText, hasOption } from '../helpers.ts';
import { withOption } from '../mends/places.ts';
import { aptOptions, subcommand } from '../programs.ts';

export const aptRecommends: DockerfileCheck = {
  id: 'dockerfile/apt-recommends',
  version: 1,
  title: 'apt-get installs what nobody asked for',
  severity: 'negligible',
  optional: true,
  aliases: ['DL3015', 'AVD-DS-0029'],
  why: 'Recommended packages come along: more to fetch, more to look after, and more that has flaws.',
  remedy: 'Add `--no-install-recommends`, and name what of them is needed.',
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  violating: ['FROM debian:12\nRUN apt-get update && apt-get install -y curl\n'],
  clean: [
    'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n',
    'FROM debian:12\nRUN apt-get update && apt-get install -y -o APT::Install-Recommends=false curl\n',
    'FROM debian:12\nRUN echo "APT::Install-Recommends 0;" > /etc/apt/apt.conf.d/no && apt-get install -y curl\n',
  ],
  mender: {
    does: '`--no-install-recommends` behind `apt-get install`',
    mend(breach, view) {
      const mend = withOption(breach, view, '--no-install-recommends');
      return 'why' in mend ? mend : { ...mend, asked: 'what the program needs of them has to be named then' };
    },
  },
  *look(view) {
    // Whoever writes its configuration has chosen.
    if (view.instructions.some(({ text }) => /install-recommends/i.test(text) && /apt\.conf/.test(text))) return;
    for (const command of view.runs('apt-get', 'apt')) {
      if (subcommand(command) !== 'install' || hasOption(command, '--no-install-recommends')) continue;
      if (aptOptions(command).has('apt::install-recommends')) continue;
      yield { command, at: command.at, observed: commandText(command), expected: '--no-install-recommends' };
    }
  },
};
