import type { DockerfileCheck } from '../check.ts';
import { change } from '../mends/places.ts';

export const fromAsCase: DockerfileCheck = {
  id: 'dockerfile/from-as-case',
  version: 1,
  title: 'FROM and AS in different case',
  severity: 'negligible',
  aliases: ['FromAsCasing'],
  why: 'It is harder to read, and to search for.',
  remedy: 'Write both in capitals or both in lower case.',
  references: ['https://docs.docker.com/reference/build-checks/from-as-casing/'],
  violating: ['FROM alpine:3.20 as build\n'],
  clean: ['FROM alpine:3.20 AS build\n'],
  mender: {
    does: '`AS` in the case of `FROM`',
    mend: ({ at, expected }, { source }) => {
      const start = source.offsetOf(at);
      return change(start, start + expected.length, expected);
    },
  },
  *look(view) {
    for (const { from } of view.file.stages) {
      const as = from.words[1];
      if (from.words.length !== 3 || as === undefined || as.raw.toLowerCase() !== 'as') continue;
      const isUpper = from.written === from.written.toUpperCase();
      const expected = isUpper ? 'AS' : 'as';
      if (as.raw !== expected) yield { at: as.at, observed: `${from.written} … ${as.raw}`, expected };
    }
  },
};
