import type { DockerfileCheck } from '../check.ts';

export const duplicateStageName: DockerfileCheck = {
  id: 'dockerfile/duplicate-stage-name',
  version: 1,
  title: 'Two stages have one name',
  severity: 'medium',
  aliases: ['CKV_DOCKER_11', 'DuplicateStageName', 'DL3024', 'AVD-DS-0012'],
  why: 'COPY --from and --target take one of them, and the reader thinks of the other.',
  remedy: 'Give each stage a name of its own.',
  references: ['https://docs.docker.com/reference/build-checks/duplicate-stage-name/'],
  violating: ['FROM golang:1.23 AS build\nFROM node:22 AS build\n'],
  clean: ['FROM golang:1.23 AS server\nFROM node:22 AS ui\n'],
  *look(view) {
    const seen = new Map<string, number>();
    for (const { name, from } of view.file.stages) {
      if (name === undefined) continue;
      const line = seen.get(name.toLowerCase());
      if (line === undefined) seen.set(name.toLowerCase(), from.start.line);
      else yield { at: from.start, observed: `${name}, as in line ${line}`, expected: 'a name of its own' };
    }
  },
};
