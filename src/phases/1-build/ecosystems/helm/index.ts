import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const helm: Ecosystem = {
  type: 'helm',
  title: 'Charts of Helm',
  kind: 'registry',
  traces: [lockFiles('lock files of Helm', 'helm', 'image', 'Chart.lock')],
};
