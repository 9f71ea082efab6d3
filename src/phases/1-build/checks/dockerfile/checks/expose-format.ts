import type { DockerfileCheck } from '../check.ts';
import { exposedBy } from '../helpers.ts';

// Dockerfile reference, EXPOSE: a port or a range of ports, with a protocol or none.
const form = /^\d{1,5}(?:-\d{1,5})?(?:\/\w+)?$/;

export const exposeFormat: DockerfileCheck = {
  id: 'dockerfile/expose-format',
  version: 3,
  title: 'EXPOSE with something else than a port',
  severity: 'negligible',
  aliases: ['ExposeInvalidFormat', 'DL3011', 'AVD-DS-0008'],
  why: 'An address or a host port has no meaning there: what is published is decided when the container starts.',
  remedy: 'Write the port, and the protocol where it is not TCP: `EXPOSE 8080/udp`.',
  references: ['https://docs.docker.com/reference/build-checks/expose-invalid-format/'],
  violating: ['FROM alpine:3.20\nEXPOSE 127.0.0.1:80:80\n'],
  clean: ['FROM alpine:3.20\nEXPOSE 80 8000-8010/udp $PORT 53/UDP\n'],
  *look(view) {
    for (const instruction of view.of('EXPOSE')) {
      for (const { text, at } of exposedBy(view, instruction)) {
        const isPort =
          form.test(text) && text.split(/[-/]/).every((part) => !/^\d/.test(part) || Number(part) <= 65_535);
        if (isPort) continue;
        yield { at, observed: `EXPOSE ${text}`, expected: 'PORT or PORT/protocol' };
      }
    }
  },
};
