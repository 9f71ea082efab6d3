import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';
import { wordpressInstalled } from './installed/index.ts';

export const wordpress: Ecosystem = {
  type: 'wordpress',
  title: 'WordPress and its extensions',
  kind: 'registry',
  versionOrder: 'composer',
  extractors: [wordpressInstalled],
  traces: [software('WordPress', 'wp-includes/version.php')],
};
