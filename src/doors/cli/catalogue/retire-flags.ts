import type { ListFlag, SwitchFlag, ValueFlag } from './flag.ts';
import { choice, count, text } from './value-types.ts';

export const manifests: ListFlag<string> = {
  form: 'list',
  name: 'manifests',
  category: 'target',
  common: true,
  type: text('FILE', 'file'),
  separator: ',',
  help: 'A file that names images in use',
  details:
    'Kubernetes objects, Compose, Helm values and other YAML or JSON, or a list with one reference a line; `-` is standard input: `kubectl get pods -A -o json | seaworthy retire plan REGISTRY --manifests -`. May be given several times. A file that cannot be read, that is empty, or that names an image by a variable, spares everything, as what is in use is then not known.',
};

export const youngerThan: ValueFlag<number> = {
  form: 'value',
  name: 'younger-than',
  category: 'judgement',
  common: true,
  type: count('DAYS', 0),
  default: '30',
  help: 'Images younger than so many days stay',
  details: 'So do those whose age nothing tells. 0 spares none for its age: an image pushed a moment ago may go.',
};

export const keepTag: ListFlag<string> = {
  form: 'list',
  name: 'keep-tag',
  category: 'judgement',
  common: true,
  type: text('GLOB'),
  separator: ',',
  help: 'Images with such a tag stay',
  details:
    'A tag, or `repository:tag`, with `*` for any characters and `?` for one. May be given several times; those given replace `latest`.',
  defaultMeans: 'latest',
};

export const usedWithin: ValueFlag<number> = {
  form: 'value',
  name: 'used-within',
  category: 'judgement',
  common: true,
  type: count('DAYS', 0),
  default: '0',
  help: 'A use longer ago than so many days does not count; 0: all count',
  details:
    'By the ledger: an image that was admitted or seen running stays, for ever or for so long. Images that `--manifests` names are in use now.',
};

export const keepBases: ValueFlag<'on' | 'off'> = {
  form: 'value',
  name: 'keep-bases',
  category: 'judgement',
  type: choice('on|off', ['on', 'off']),
  default: 'on',
  negation: 'off',
  help: 'Images that others are built upon stay',
  details:
    'An image whose layers begin those of an image that stays. `off` (or `--no-keep-bases`) lets them go: the layers that others need stay in any case, but the next build may not find its base.',
};

export const deleteOrphans: SwitchFlag = {
  form: 'switch',
  name: 'delete-orphans',
  category: 'judgement',
  help: 'Signatures and the like go when what they hang on is nowhere to be found',
  details: 'Only when every repository of the registries was read: what they hang on may be in another one.',
};

export const plan: ValueFlag<string> = {
  form: 'value',
  name: 'plan',
  category: 'output',
  common: true,
  type: text('FILE', 'file'),
  help: 'Write the plan to this file, for `retire apply`',
  details: 'JSON with every manifest that stays or goes and why. The file is written whole or not at all.',
};
