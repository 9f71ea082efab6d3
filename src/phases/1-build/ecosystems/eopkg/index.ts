import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const eopkg: Ecosystem = {
  type: 'eopkg',
  title: 'Packages of Solus',
  kind: 'system',
  traces: [database('eopkg (Solus)', 'var/lib/eopkg/package/')],
};
