import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { excerpt } from '../helpers.ts';
import { sourcesOf } from '../images.ts';

export const addFromWeb: DockerfileCheck = {
  id: 'dockerfile/add-from-web',
  version: 2,
  title: 'ADD fetches from the web without a checksum',
  severity: 'medium',
  aliases: ['CKV_DOCKER_4'],
  frameworks: controls({ 'cis-docker': '4.9' }),
  why: 'What the server answers on the day of the build goes into the image unseen; over plain http anybody on the way may change it.',
  remedy: 'Give the digest (`ADD --checksum=sha256:… https://…`), or copy a file that you have checked.',
  references: ['https://docs.docker.com/reference/dockerfile/#add---checksum'],
  violating: [
    'FROM alpine:3.20\nADD https://example.com/tool.tar.gz /opt/\n',
    'FROM alpine:3.20\nARG URL=https://example.com/tool\nADD $URL /opt/\n',
  ],
  clean: [`FROM alpine:3.20\nADD --checksum=sha256:${'0'.repeat(64)} https://example.com/tool.tar.gz /opt/\n`],
  *look(view) {
    for (const instruction of view.of('ADD')) {
      if (instruction.flags.some(({ name }) => name === 'checksum')) continue;
      for (const { text, at } of sourcesOf(view, instruction)) {
        if (!/^https?:\/\//i.test(text) || /\.git(?:#|$)/.test(text)) continue;
        yield { at, observed: excerpt(`ADD ${text}`), expected: 'ADD --checksum=sha256:…' };
      }
    }
  },
};
