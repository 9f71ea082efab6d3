import type { DockerfileCheck } from '../check.ts';
import { excerpt } from '../helpers.ts';
import { sourcesOf } from '../images.ts';

const unpacked = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst|lzma)|gz|bz2|xz)$/i;
const remote = /^(?:https?|git|ssh):\/\/|^git@/i;

export const addInsteadOfCopy: DockerfileCheck = {
  id: 'dockerfile/add-instead-of-copy',
  version: 1,
  title: 'ADD where COPY serves',
  severity: 'low',
  aliases: ['CKV_DOCKER_4', 'DL3020', 'AVD-DS-0005'],
  why: 'ADD unpacks archives and fetches addresses by itself, so what lands in the image depends on the name and content of a file. COPY does one thing.',
  remedy: 'Write `COPY` with the same arguments.',
  references: ['https://docs.docker.com/build/building/best-practices/#add-or-copy'],
  violating: ['FROM alpine:3.20\nADD app.js /srv/\n'],
  clean: ['FROM alpine:3.20\nCOPY app.js /srv/\nADD vendor.tar.gz /srv/\n'],
  *look(view) {
    for (const instruction of view.of('ADD')) {
      const sources = sourcesOf(instruction);
      if (sources.length === 0 || sources.some(({ text }) => remote.test(text) || unpacked.test(text))) continue;
      yield { at: instruction.start, observed: excerpt(`ADD ${instruction.text}`), expected: 'COPY' };
    }
  },
};
