import { type Ecosystem, lowerCase } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { erlangApplications } from './applications/index.ts';
import { hexManifest } from './manifest/index.ts';
import { mixLock } from './mix/index.ts';

export const hex: Ecosystem = {
  type: 'hex',
  title: 'Erlang and Elixir packages',
  kind: 'registry',
  versionOrder: 'semver',
  extractors: [erlangApplications],
  declared: [mixLock, hexManifest],
  traces: [
    software('Erlang and Elixir applications', 'ebin/*.app'),
    lockFiles('lock files of Erlang and Elixir', 'hex', 'image', 'mix.lock', 'rebar.lock'),
    lockFiles('lock files of Gleam', 'hex', 'image', 'gleam.lock'),
  ],
  osv: { name: 'Hex', separator: '/', normalise: lowerCase },
};
