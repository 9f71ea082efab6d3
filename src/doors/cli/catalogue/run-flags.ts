import { envName, type ListFlag, type ValueFlag } from './flag.ts';
import { text } from './value-types.ts';

export const rules: ListFlag<string> = {
  form: 'list',
  name: 'rules',
  category: 'judgement',
  common: true,
  type: text('FILE', 'file'),
  separator: ',',
  help: 'Judge events by this Falco rules file',
  details:
    'May be given several times; files are loaded in the order given, later ones may add to and override what earlier ones define. A file that does not load ends the command: half a set of rules would be silent where the other half would speak.',
  defaultMeans: 'no rules: only what was in use is learnt',
  env: envName('rules'),
  config: 'rules',
};

export const image: ValueFlag<string> = {
  form: 'value',
  name: 'image',
  category: 'target',
  common: true,
  type: text('NAME|DIGEST'),
  help: 'The image whose containers were recorded',
  details:
    'For recordings that do not tell it. A name or digest that the ledger knows, so scan the image first. Files that were run, loaded and opened are then told apart by the packages of that image.',
};
