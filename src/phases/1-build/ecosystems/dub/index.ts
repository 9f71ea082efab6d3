import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const dub: Ecosystem = {
  type: 'dub',
  title: 'D packages',
  kind: 'registry',
  traces: [lockFiles('lock files of D', 'dub', 'image', 'dub.selections.json')],
};
