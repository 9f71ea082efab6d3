import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const crystal: Ecosystem = {
  type: 'crystal',
  title: 'Crystal shards',
  kind: 'registry',
  traces: [lockFiles('lock files of Crystal', 'crystal', 'image', 'shard.lock')],
};
