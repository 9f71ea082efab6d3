import { unlockedManifests } from '../../unlocked.ts';

/** Elixir projects of which no lock file says what Mix would take. */
export const hexManifest = unlockedManifests({
  id: 'hex-manifest',
  version: 2,
  title: 'Elixir projects without a lock file (mix.exs)',
  manifests: [],
  programs: ['mix.exs'],
  locks: ['mix.lock'],
  below: ['apps', 'deps'],
  lock: '`mix deps.get`',
  wants: () => [],
});
