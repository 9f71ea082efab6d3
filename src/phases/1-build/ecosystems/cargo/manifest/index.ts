import { loadToml, readToml } from '../../../../../foundations/formats/index.ts';
import { unlockedManifests } from '../../unlocked.ts';
import { manifestOf } from '../cargo-manifest.ts';
import { crate } from '../crate.ts';

/** Crates of which no lock file says what Cargo would build them with. */
export const cargoManifest = unlockedManifests({
  id: 'cargo-manifest',
  version: 2,
  title: 'Rust crates without a lock file (Cargo.toml)',
  manifests: ['Cargo.toml'],
  locks: ['Cargo.lock'],
  lock: '`cargo generate-lockfile`',
  prepare: loadToml,
  wants(path, bytes) {
    const { production, development } = manifestOf(readToml(bytes, path));
    const named = (name: string) => crate(name, '', 'sparse+https://index.crates.io/') ?? [];
    return [
      ...production.flatMap(named),
      ...development.flatMap(named).map((found) => ({ ...found, development: true as const })),
    ];
  },
  // What a workspace offers its members, and none of them takes, is not locked.
  required: (path, bytes) => manifestOf({ ...readToml(bytes, path), workspace: undefined }).production,
});
