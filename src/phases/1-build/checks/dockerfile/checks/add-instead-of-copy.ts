import type { DockerfileCheck } from '../check.ts';
import { excerpt } from '../helpers.ts';
import { type Source, sourcesOf } from '../images.ts';

const unpacked = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst|lzma)|gz|bz2|xz)$/i;
const remote = /^(?:https?|git|ssh):\/\/|^git@/i;

/** What is not known may be an address, or the end of an archive's name. */
function mayNeedAdd({ text, begins, ends }: Source): boolean {
  return begins === 'unknown' || ends === 'unknown' || remote.test(text) || unpacked.test(text);
}

export const addInsteadOfCopy: DockerfileCheck = {
  id: 'dockerfile/add-instead-of-copy',
  version: 2,
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
      const sources = sourcesOf(view, instruction);
      if (sources.length === 0 || sources.some(mayNeedAdd)) continue;
      yield { at: instruction.start, observed: excerpt(`ADD ${instruction.text}`), expected: 'COPY' };
    }
  },
};
