import type { Ecosystem } from '../ecosystem.ts';
import { software } from '../traces.ts';

export const wordpress: Ecosystem = {
  type: 'wordpress',
  title: 'WordPress and its extensions',
  kind: 'registry',
  versionOrder: 'composer',
  traces: [software('WordPress', 'wp-includes/version.php')],
};
