import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';

export const luarocks: Ecosystem = {
  type: 'luarocks',
  title: 'Lua rocks',
  kind: 'registry',
  versionOrder: 'cran',
  traces: [
    software('Lua rocks', 'rocks-5.*/manifest', 'rocks-5.*/*/*/*.rockspec', 'rocks/*/*/*.rockspec', '*.rock'),
    lockFiles('lock files of Lua', 'luarocks', 'image', 'luarocks.lock'),
  ],
};
