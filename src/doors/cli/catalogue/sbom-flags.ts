import type { ListFlag } from './flag.ts';
import { choice } from './value-types.ts';

export const catalogue: ListFlag<'cisa-2026' | 'bsi-tr-03183-2'> = {
  form: 'list',
  name: 'catalogue',
  category: 'judgement',
  common: true,
  type: choice('CATALOGUE', ['cisa-2026', 'bsi-tr-03183-2']),
  separator: ',',
  help: 'Hold it against this catalogue of requirements',
  details: 'May be given several times.',
  defaultMeans: 'every catalogue there is',
};
