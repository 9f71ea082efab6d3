import { expandWord, globalArguments } from '../../../../../foundations/formats/index.ts';
import type { DockerfileCheck } from '../check.ts';

export const undefinedArgumentInFrom: DockerfileCheck = {
  id: 'dockerfile/undefined-argument-in-from',
  version: 1,
  title: 'FROM uses an argument that is not declared before it',
  severity: 'medium',
  aliases: ['UndefinedArgInFrom'],
  why: 'Only an ARG before the first FROM is seen there; anything else is empty, and another image is taken or the build fails.',
  remedy: 'Declare it with `ARG` at the top of the file.',
  references: ['https://docs.docker.com/reference/build-checks/undefined-arg-in-from/'],
  violating: ['FROM alpine:$VERSION\n'],
  clean: ['ARG VERSION=3.20\nFROM alpine:$VERSION\n'],
  *look(view) {
    const { preamble, stages, directives } = view.file;
    const { escapeChar } = directives;
    const values = globalArguments(preamble, escapeChar);
    const declared = new Set(preamble.flatMap(({ pairs }) => pairs.map(({ name }) => name)));
    for (const { image, from } of stages) {
      const platform = from.flags.find(({ name }) => name === 'platform')?.value ?? '';
      const expanded = expandWord(`${image} ${platform}`, values, { escapeChar });
      if (!('value' in expanded)) continue;
      for (const name of expanded.unset) {
        if (!declared.has(name)) yield { at: from.start, observed: `$${name}`, expected: `ARG ${name}=… before FROM` };
      }
    }
  },
};
