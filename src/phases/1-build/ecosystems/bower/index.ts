import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';

export const bower: Ecosystem = {
  type: 'bower',
  title: 'Front-end packages of Bower',
  kind: 'registry',
  traces: [software('Bower packages', 'bower_components/*/.bower.json', 'bower_components/*/bower.json')],
};
