import type { DockerfileCheck } from '../check.ts';
import { change, instructionPlace } from '../mends/places.ts';

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
  mender: {
    does: 'an equals sign, and quotes where they are needed',
    mend: ({ at, instruction }, view) => {
      const [pair] = instruction?.pairs ?? [];
      if (instruction === undefined || pair?.value === undefined) return { why: 'it has no value' };
      if (instruction.lastLine !== instruction.start.line) return { why: 'it stands on several lines' };
      const from = view.source.offsetOf(at) + pair.name.length;
      const { end } = instructionPlace(instruction, view);
      const isOneWord = !/\s/.test(pair.value);
      if (!isOneWord && /["'\\`]/.test(pair.value))
        return { why: 'quotes or escapes stand in its value, which would be read otherwise' };
      return change(from, end, isOneWord ? `=${pair.value}` : `="${pair.value}"`);
    },
  },
  *look(view) {
    for (const instruction of view.of('ENV', 'LABEL')) {
      const { keyword, pairs } = instruction;
      for (const { legacy, name, at } of pairs) {
        if (legacy) yield { instruction, at, observed: `${keyword} ${name} …`, expected: `${keyword} ${name}=…` };
      }
    }
  },
};
