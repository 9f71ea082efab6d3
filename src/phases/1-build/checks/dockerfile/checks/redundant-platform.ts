import type { DockerfileCheck } from '../check.ts';
import { change } from '../mends/places.ts';

export const redundantPlatform: DockerfileCheck = {
  id: 'dockerfile/redundant-platform',
  version: 1,
  title: 'FROM asks for the platform that it gets anyway',
  severity: 'negligible',
  aliases: ['RedundantTargetPlatform', 'DL3065'],
  why: '`$TARGETPLATFORM` is what FROM takes without the flag: it only hides the stages where the flag matters.',
  remedy: 'Leave the flag out.',
  references: ['https://docs.docker.com/reference/build-checks/redundant-target-platform/'],
  violating: ['FROM --platform=$TARGETPLATFORM alpine:3.20\n'],
  clean: ['FROM alpine:3.20\n'],
  mender: {
    does: 'no `--platform`',
    mend: ({ at }, { source }) => {
      const start = source.offsetOf(at);
      const [flag = ''] = /^\S+[ \t]*/.exec(source.text.slice(start)) ?? [];
      return change(start, start + flag.length, '');
    },
  },
  *look(view) {
    for (const { from } of view.file.stages) {
      const flag = from.flags.find(({ name }) => name === 'platform');
      if (flag?.value === undefined || !/^\$\{?TARGETPLATFORM\}?$/.test(flag.value)) continue;
      yield { at: flag.at, observed: `--platform=${flag.value}`, expected: 'no --platform' };
    }
  },
};
