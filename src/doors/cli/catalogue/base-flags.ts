import { envName, type ListFlag, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { count, text } from './value-types.ts';

export const baseImages: ValueFlag<string> = {
  form: 'value',
  name: 'base-images',
  category: 'data',
  type: text('FILE', 'file'),
  help: 'Base images that the team knows, besides those that the ledger knows',
  details:
    'A JSON file: `{"bases": [{"name": "debian:12", "digest": "sha256:…", "diffIds": ["sha256:…"], "created": "2026-01-01T00:00:00Z"}]}`. `diffIds` are the digests of the contents of all its layers, the first one first, as the configuration of the image has them; in their place may stand the `chainId` that they make. An image whose first layers are those of one of them is built from it: that is told as proven, with how many of the findings it brought. `seaworthy db bases REPOSITORY` makes such a list. Images that were scanned before are known without one. It changes no verdict. A list that cannot be read ends the command with 1.',
  defaultMeans: 'those that the database and the ledger know',
  env: envName('base-images'),
  config: 'base-images',
  project: never.trust,
};

export const tag: ListFlag<string> = {
  form: 'list',
  name: 'tag',
  category: 'target',
  type: text('PATTERN'),
  separator: ',',
  help: 'Only tags that fit this pattern: 3.*, *-slim',
  details:
    '`*` stands for any text and `?` for one character. Given several times, a tag that fits one of them is taken.',
  defaultMeans: 'all tags',
};

export const most: ValueFlag<number> = {
  form: 'value',
  name: 'most-tags',
  category: 'target',
  type: count('NUMBER', 1),
  help: 'How many tags of the registry are tried at most',
  details:
    'Each is scanned, which fetches its layers. The most likely come first: the tag of the base itself, a later version of it, a small variant.',
  defaultMeans: '5',
};
