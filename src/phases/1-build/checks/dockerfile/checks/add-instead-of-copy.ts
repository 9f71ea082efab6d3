import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { excerpt } from '../helpers.ts';
import { type Source, sourcesOf } from '../images.ts';
import { withKeyword } from '../mends/places.ts';

const unpacked = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst|lzma)|gz|bz2|xz)$/i;
const remote = /^(?:https?|git|ssh):\/\/|^git@/i;

/** What is not known may be an address, or the end of an archive's name. */
function mayNeedAdd({ text, begins, ends }: Source): boolean {
  return begins === 'unknown' || ends === 'unknown' || remote.test(text) || unpacked.test(text);
}

/** Flags that both have (Dockerfile reference, "ADD", "COPY"). */
const common = new Set(['chown', 'chmod', 'link', 'exclude']);
/** A pattern whose end is open. */
const mayMatchArchive = /[*?\]][^/.]*$|\.[^/.]*[*?\]][^/]*$/;

export const addInsteadOfCopy: DockerfileCheck = {
  id: 'dockerfile/add-instead-of-copy',
  version: 2,
  title: 'ADD where COPY serves',
  severity: 'low',
  aliases: ['CKV_DOCKER_4', 'DL3020', 'AVD-DS-0005'],
  frameworks: controls({ 'cis-docker': '4.9' }),
  why: 'ADD unpacks archives and fetches addresses by itself, so what lands in the image depends on the name and content of a file. COPY does one thing.',
  remedy: 'Write `COPY` with the same arguments.',
  references: ['https://docs.docker.com/build/building/best-practices/#add-or-copy'],
  violating: ['FROM alpine:3.20\nADD app.js /srv/\n'],
  clean: ['FROM alpine:3.20\nCOPY app.js /srv/\nADD vendor.tar.gz /srv/\n'],
  mender: {
    does: '`COPY`',
    mend: ({ instruction }, view) => {
      if (instruction === undefined) return { why: 'its place is not known' };
      const flag = instruction.flags.find(({ name }) => !common.has(name));
      if (flag !== undefined) return { why: `COPY has no --${flag.name}` };
      if (sourcesOf(view, instruction).some(({ text }) => mayMatchArchive.test(text)))
        return { why: 'its pattern may match an archive, which ADD unpacks' };
      const { written } = instruction;
      return withKeyword(instruction, view, written === written.toLowerCase() ? 'copy' : 'COPY');
    },
  },
  *look(view) {
    for (const instruction of view.of('ADD')) {
      const sources = sourcesOf(view, instruction);
      if (sources.length === 0 || sources.some(mayNeedAdd)) continue;
      yield { instruction, at: instruction.start, observed: excerpt(`ADD ${instruction.text}`), expected: 'COPY' };
    }
  },
};
