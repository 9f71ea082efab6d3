import type { SurfaceProgram } from '../../../../../core/index.ts';
import { controls } from '../../frameworks.ts';
import type { ImageBreach, ImageCheck } from '../check.ts';
import type { ImageView } from '../view.ts';

/** The programs of a sort, one finding for those of a layer. */
function* programsOf({ surface }: ImageView, ...sorts: readonly SurfaceProgram['sort'][]): Iterable<ImageBreach> {
  const programs = (surface?.programs ?? []).filter(({ sort }) => sorts.includes(sort));
  for (const [layer, same] of Map.groupBy(programs, (one) => one.layer)) {
    const observed = same.map(({ name }) => name).join(', ');
    yield { path: same[0]?.path ?? '', layer, observed, expected: 'none' };
  }
}

const why = 'Whoever gets to run something in the container finds it there, and need not bring it.';
const remedy = 'Copy what runs into an image without it: of another stage, upon a base that has none.';
const references = ['https://docs.docker.com/build/building/multi-stage/'];

/** One check for a sort of programs that an application can do without: which of them an image is to have is a matter of taste. */
const programCheck = (
  name: string,
  title: string,
  path: string,
  ...sorts: readonly SurfaceProgram['sort'][]
): ImageCheck => ({
  id: `image/${name}`,
  version: 1,
  of: 'files',
  title,
  severity: 'negligible',
  optional: true,
  aliases: [],
  frameworks: controls({ 'cis-docker': '4.3', 'nist-800-190': '4.1.2' }),
  why,
  remedy,
  references,
  violating: [{ files: [{ path, mode: 0o755 }] }],
  clean: [{ files: [{ path: 'app/server', mode: 0o755 }] }],
  look: (view) => programsOf(view, ...sorts),
});

export const programChecks: readonly ImageCheck[] = [
  {
    id: 'image/sudo-installed',
    version: 1,
    of: 'files',
    title: 'sudo is in the image',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'cis-docker': '4.3', attack: 'T1548.003' }),
    why: 'It is a way from an ordinary user to root, with a large program and rules of its own in between.',
    remedy: 'Leave it out: do what needs root while building, before `USER`.',
    references: ['https://docs.docker.com/build/building/best-practices/#user'],
    violating: [{ files: [{ path: 'usr/bin/sudo', mode: 0o4755, packaged: true }] }],
    clean: [
      {
        files: [
          { path: 'usr/bin/su', mode: 0o4755, packaged: true },
          { path: 'etc/sudo.conf', mode: 0o644 },
        ],
      },
    ],
    *look({ files }) {
      for (const { path, layer } of files?.setid.files ?? [])
        if (/\/(?:sudo|doas)$/.test(path)) yield { path, layer, observed: `/${path}`, expected: 'no such program' };
    },
  },
  programCheck('package-manager', 'A package manager is in the image', 'sbin/apk', 'package manager'),
  programCheck('shell', 'A shell is in the image', 'bin/sh', 'shell'),
  programCheck('compiler', 'Compilers and build tools are in the image', 'usr/bin/gcc', 'compiler', 'build tool'),
];
