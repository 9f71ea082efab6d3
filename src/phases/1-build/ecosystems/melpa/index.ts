import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';

export const melpa: Ecosystem = {
  type: 'melpa',
  title: 'Emacs packages',
  kind: 'registry',
  traces: [software('Emacs packages', 'elpa/*/*-pkg.el')],
};
