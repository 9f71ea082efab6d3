import type { DockerfileCheck } from '../check.ts';
import { exposedBy } from '../helpers.ts';
import { change } from '../mends/places.ts';

export const exposeProtocolCase: DockerfileCheck = {
  id: 'dockerfile/expose-protocol-case',
  version: 2,
  title: 'EXPOSE with a protocol in capital letters',
  severity: 'negligible',
  aliases: ['ExposeProtoCasing'],
  why: 'It works, but tools that read the image compare the protocol as it is written, and everybody writes it in lower case.',
  remedy: 'Write the protocol in lower case: `EXPOSE 53/udp`.',
  references: ['https://docs.docker.com/reference/build-checks/expose-proto-casing/'],
  violating: ['FROM alpine:3.20\nEXPOSE 80/TcP\n'],
  clean: ['FROM alpine:3.20\nEXPOSE 80/tcp 53/udp $PORT/TCP\n'],
  mender: {
    does: 'the protocol in lower case',
    mend: ({ at, observed }, { source }) => {
      const start = source.offsetOf(at);
      const [, word = ''] = /^EXPOSE (.*)$/.exec(observed) ?? [];
      return source.text.startsWith(word, start)
        ? change(start, start + word.length, word.toLowerCase())
        : { why: 'a variable says it' };
    },
  },
  *look(view) {
    for (const instruction of view.of('EXPOSE')) {
      for (const { text, at } of exposedBy(view, instruction)) {
        const protocol = /\/([A-Za-z]+)$/.exec(text)?.[1] ?? '';
        if (protocol === protocol.toLowerCase()) continue;
        yield { at, observed: `EXPOSE ${text}`, expected: `EXPOSE ${text.toLowerCase()}` };
      }
    }
  },
};
