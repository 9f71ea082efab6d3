import { defined } from '../../../../../core/index.ts';
import { controls } from '../../frameworks.ts';
import type { ImageCheck } from '../check.ts';
import type { BuildStep } from '../history.ts';

/** What ADD alone can do: unpack, and fetch. The classic builder names neither, but writes what it fetched without saying that it is a file. */
const needsAdd = /\.(?:tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst)(?:\s|$)|^(?:https?|git|ssh):\/\/|^git@|^[0-9a-f]{64}\s/i;

const options = /^(?:--[a-z-]{1,40}(?:=\S{0,500})?\s{1,3}){0,10}/;

/** Steps that add files by ADD where COPY would do. The first files of an image are its root file system, which is unpacked. */
function* additions(steps: readonly BuildStep[]): Iterable<BuildStep> {
  const first = steps.find(({ keyword, text }) => keyword === 'ADD' || (keyword === 'COPY' && text !== ''));
  for (const step of steps)
    if (step.keyword === 'ADD' && step !== first && !needsAdd.test(step.text.replace(options, ''))) yield step;
}

export const stepChecks: readonly ImageCheck[] = [
  {
    id: 'image/add-instead-of-copy',
    version: 1,
    of: 'history',
    title: 'Files were brought by ADD, which unpacks and fetches by itself',
    severity: 'low',
    aliases: ['CIS-DI-0009', 'AVD-DS-0005'],
    frameworks: controls({ 'cis-docker': '4.9' }),
    why: 'What landed in the image depended on the name and content of a file. COPY does one thing.',
    remedy: 'Write `COPY` with the same arguments, unless it is an archive that is to be unpacked.',
    references: ['https://docs.docker.com/build/building/best-practices/#add-or-copy'],
    violating: [
      {
        history: ['/bin/sh -c #(nop) ADD file:2e3a in / ', '/bin/sh -c #(nop) ADD file:9b1c in /cmd '],
      },
      { history: ['COPY rootfs / # buildkit', 'ADD app.js /srv/ # buildkit'] },
    ],
    clean: [
      { history: ['/bin/sh -c #(nop) ADD file:2e3a in / ', 'COPY app.js /srv/ # buildkit'] },
      { history: ['ADD rootfs.tar / # buildkit', 'ADD --chown=1:1 vendor.tar.gz /srv/ # buildkit'] },
      { history: ['ADD rootfs.tar / # buildkit', 'ADD https://example.com/a.pem /etc/a.pem # buildkit'] },
    ],
    *look({ steps }) {
      for (const { entry, text, layer } of additions(steps))
        yield { entry, observed: `ADD ${text}`, expected: 'COPY', ...defined({ layer }) };
    },
  },
];
