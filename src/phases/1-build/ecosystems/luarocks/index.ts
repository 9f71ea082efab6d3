import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { luaRocks } from './rocks/index.ts';

export const luarocks: Ecosystem = {
  type: 'luarocks',
  title: 'Lua rocks',
  kind: 'registry',
  versionOrder: 'cran',
  extractors: [luaRocks],
  traces: [
    software('Lua rocks', 'rocks-5.*/*/*/*.rockspec', 'rocks/*/*/*.rockspec', '*.rock'),
    lockFiles('manifests of trees of Lua rocks', 'luarocks', 'image', 'rocks-5.*/manifest'),
    lockFiles('lock files of Lua', 'luarocks', 'image', 'luarocks.lock'),
  ],
};
