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
/** Names of files that are no archives: what is one is known by its content, whatever its name is (Dockerfile reference, "ADD local archive"). */
const noArchive =
  /\.(?:[cm]?[jt]sx?|py|rb|php|pl|lua|go|rs|c|cc|cpp|h|java|kt|cs|sh|bash|html?|css|xml|json|ya?ml|toml|ini|cfg|conf|env|properties|service|txt|md|sql|lock|mod|sum|pem|crt|jar|war|so|dll|whl|deb|rpm|png|svg|ico)$/i;
/** Written as a folder, of which nothing is unpacked. */
const folder = /(?:^|\/)\.{0,2}$/;
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
      const sources = sourcesOf(view, instruction);
      if (sources.some(({ text }) => mayMatchArchive.test(text)))
        return { why: 'its pattern may match an archive, which ADD unpacks' };
      const { written } = instruction;
      const mend = withKeyword(instruction, view, written === written.toLowerCase() ? 'copy' : 'COPY');
      if ('why' in mend || sources.every(({ text }) => noArchive.test(text) || folder.test(text))) return mend;
      return { ...mend, asked: 'ADD unpacks an archive by whatever name, and COPY does not' };
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
