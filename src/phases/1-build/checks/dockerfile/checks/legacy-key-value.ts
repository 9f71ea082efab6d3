import type { DockerfileCheck } from '../check.ts';

export const legacyKeyValue: DockerfileCheck = {
  id: 'dockerfile/legacy-key-value',
  version: 1,
  title: 'ENV or LABEL without an equals sign',
  severity: 'negligible',
  aliases: ['LegacyKeyValueFormat'],
  why: 'The old form takes the rest of the line as one value, so a second variable on it is silently part of the first.',
  remedy: 'Write `NAME=value`.',
  references: ['https://docs.docker.com/reference/build-checks/legacy-key-value-format/'],
  violating: ['FROM alpine:3.20\nENV MODE production\n'],
  clean: ['FROM alpine:3.20\nENV MODE=production\n'],
  *look(view) {
    for (const { keyword, pairs } of view.of('ENV', 'LABEL')) {
      for (const { legacy, name, at } of pairs) {
        if (legacy) yield { at, observed: `${keyword} ${name} …`, expected: `${keyword} ${name}=…` };
      }
    }
  },
};
