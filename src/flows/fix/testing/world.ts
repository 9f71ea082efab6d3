import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeZip } from '../../../../lab/fixtures/index.ts';
import { fixedClock } from '../../../core/index.ts';
import { feeds } from '../../../phases/1-build/advisories/index.ts';
import { offlineSettings, type Settings } from '../../settings.ts';

/** A flaw, as OSV tells it, or for `Alpine` and `Debian` as these do. */
export interface Flaw {
  readonly ecosystem: 'PyPI' | 'npm' | 'Go' | 'crates.io' | 'Maven' | 'RubyGems' | 'Packagist' | 'Alpine' | 'Debian';
  readonly name: string;
  readonly id: string;
  readonly ranges: readonly (readonly [introduced: string, fixed?: string])[];
}

const byNumber = new Set(['npm', 'Go', 'crates.io']);

const record = ({ ecosystem, name, id, ranges }: Flaw): string =>
  JSON.stringify({
    schema_version: '1.6.0',
    id,
    modified: '2025-12-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem, name },
        ranges: ranges.map(([introduced, fixed]) => ({
          type: byNumber.has(ecosystem) ? 'SEMVER' : 'ECOSYSTEM',
          events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])],
        })),
      },
    ],
  });

/** Alpine's list of what was fixed in one branch (https://secdb.alpinelinux.org). */
const secdb = (branch: string, flaws: readonly Flaw[]): string =>
  JSON.stringify({
    distroversion: branch,
    reponame: 'main',
    urlprefix: 'https://example.com',
    packages: [...Map.groupBy(flaws, ({ name }) => name)].map(([name, all]) => ({
      pkg: {
        name,
        secfixes: Object.fromEntries(
          [...Map.groupBy(all, ({ ranges }) => ranges[0]?.[1] ?? '0')].map(([fixed, some]) => [
            fixed,
            some.map(({ id }) => id),
          ]),
        ),
      },
    })),
  });

/** Debian's tracker (https://security-tracker.debian.org/tracker/data/json). */
const tracker = (flaws: readonly Flaw[]): string =>
  JSON.stringify(
    Object.fromEntries(
      [...Map.groupBy(flaws, ({ name }) => name)].map(([name, all]) => [
        name,
        Object.fromEntries(
          all.map(({ id, ranges }) => [
            id,
            { releases: { bookworm: { status: 'resolved', fixed_version: ranges[0]?.[1] ?? '0', urgency: 'medium' } } },
          ]),
        ),
      ]),
    ),
  );

export function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** All files below a folder, as text. */
export function textsBelow(folder: string, at = ''): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(join(folder, at)).flatMap((name) => {
      const path = join(at, name);
      return statSync(join(folder, path)).isDirectory()
        ? Object.entries(textsBelow(folder, path))
        : [[path, readFileSync(join(folder, path), 'utf8')] as const];
    }),
  );
}

/** Settings under which these flaws alone are known. */
export function knowing(work: string, flaws: readonly Flaw[], more: Partial<Settings> = {}): Settings {
  const byEcosystem = Map.groupBy(flaws, ({ ecosystem }) => ecosystem);
  const { Alpine = [], Debian = [], ...osv } = Object.fromEntries(byEcosystem);
  for (const [ecosystem, all] of Object.entries(osv))
    put(work, {
      [`osv/${ecosystem}/all.zip`]: makeZip(
        (all ?? []).map((flaw) => ({ name: `${flaw.id}.json`, content: record(flaw) })),
      ),
    });
  for (const branch of ['v3.21', 'v3.22'])
    put(work, {
      [`alpine/${branch}/main.json`]: secdb(branch, Alpine),
      [`alpine/${branch}/community.json`]: secdb(branch, []),
    });
  put(work, { 'debian/data/json': tracker(Debian) });
  const off = Object.fromEntries(feeds.map(({ setting }) => [setting, 'off']));
  const at = (name: string): string => pathToFileURL(join(work, name)).href;
  return offlineSettings({
    databaseDirectory: join(work, 'database'),
    toolVersion: '1',
    clock: fixedClock('2026-01-01T00:00:00.000Z'),
    feeds: { ...off, osv: at('osv'), alpine: at('alpine'), 'debian-tracker': at('debian') },
    ...more,
  });
}
