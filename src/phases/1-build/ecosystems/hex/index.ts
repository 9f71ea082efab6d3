import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';

export const hex: Ecosystem = {
  type: 'hex',
  title: 'Erlang and Elixir packages',
  kind: 'registry',
  traces: [
    software('Erlang and Elixir applications', 'ebin/*.app'),
    lockFiles('lock files of Erlang and Elixir', 'hex', 'image', 'mix.lock', 'rebar.lock'),
    lockFiles('lock files of Gleam', 'hex', 'image', 'gleam.lock'),
  ],
};
