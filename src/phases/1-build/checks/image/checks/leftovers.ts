import { controls } from '../../frameworks.ts';
import type { ImageCheck } from '../check.ts';

/** What empties the cache of a package manager in the step that fills it. */
const emptied: Readonly<Record<string, string>> = {
  apt: 'rm -rf /var/lib/apt/lists/* in the same RUN',
  apk: 'apk add --no-cache',
  dnf: 'clean all in the same RUN',
  zypper: 'zypper clean in the same RUN',
};

export const leftoverChecks: readonly ImageCheck[] = [
  {
    id: 'image/package-cache-left',
    version: 1,
    of: 'files',
    title: 'A layer holds the cache of a package manager',
    severity: 'negligible',
    aliases: ['DKL-DI-0004', 'DKL-DI-0005', 'AVD-DS-0019', 'AVD-DS-0020'],
    why: 'Tens of megabytes that every pull moves, and lists of packages that go stale. Removing them in a later step does not take them out of the layer.',
    remedy: 'Empty the cache in the same `RUN` that fills it, or mount one: `RUN --mount=type=cache,target=…`.',
    references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
    violating: [{ files: [{ path: 'var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease', mode: 0o644 }] }],
    clean: [
      {
        files: [
          { path: 'var/lib/apt/lists/lock', mode: 0o644 },
          { path: 'var/cache/apk/x', mode: 0o644 },
        ],
      },
    ],
    *look({ files }) {
      for (const { layer, manager } of files?.caches ?? [])
        yield { entry: 'layers', layer, observed: `the cache of ${manager}`, expected: emptied[manager] ?? 'no cache' };
    },
  },
  {
    id: 'image/leftover-files',
    version: 1,
    of: 'files',
    title: 'Something of development was left behind',
    severity: 'low',
    aliases: ['DKL-LI-0003'],
    frameworks: controls({ 'nist-800-190': '4.1.2' }),
    why: 'Repositories, histories of shells and settings of clouds tell more than the application needs, some of them what was meant to be gone.',
    remedy: 'Keep it out of the build by `.dockerignore`, or copy from another stage only what runs.',
    references: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],
    violating: [
      { files: [{ path: 'app/.git', mode: 0o755, kind: 'directory' }] },
      {
        files: [
          { path: 'root/.bash_history', mode: 0o600 },
          { path: 'app/Dockerfile', mode: 0o644 },
        ],
      },
    ],
    clean: [
      {
        files: [
          { path: 'app/node_modules/x/Dockerfile', mode: 0o644 },
          { path: 'app/.github', mode: 0o755, kind: 'directory' },
        ],
      },
    ],
    *look({ files }) {
      for (const { path, layer, packaged } of files?.leftovers.files ?? [])
        if (packaged !== true) yield { path, layer, observed: `/${path}`, expected: 'not in the image' };
    },
  },
  {
    id: 'image/secret-file',
    version: 1,
    of: 'files',
    title: 'A file whose name says that it holds secrets',
    severity: 'low',
    aliases: ['CIS-DI-0010'],
    frameworks: controls({ 'cis-docker': '4.10', 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'Whoever can pull the image can read it. A file in which the search for secrets found one is told by that.',
    remedy: 'Look at what it holds; keep it out of the build, and replace what was in it.',
    references: ['https://docs.docker.com/build/building/secrets/'],
    violating: [{ files: [{ path: 'app/.env', mode: 0o644 }] }, { files: [{ path: 'root/.ssh/id_rsa', mode: 0o600 }] }],
    clean: [
      {
        files: [
          { path: 'app/node_modules/x/.env', mode: 0o644 },
          { path: 'app/.env.example', mode: 0o644 },
        ],
      },
    ],
    *look({ files }) {
      for (const { path, layer, packaged } of files?.secrets.files ?? [])
        if (packaged !== true) yield { path, layer, observed: `/${path}`, expected: 'not in the image' };
    },
  },
];
