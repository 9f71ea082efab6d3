import { envName, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { text } from './value-types.ts';

export const baseImages: ValueFlag<string> = {
  form: 'value',
  name: 'base-images',
  category: 'data',
  type: text('FILE', 'file'),
  help: 'Base images that the team knows, besides those that the ledger knows',
  details:
    'A JSON file: `{"bases": [{"name": "debian:12", "digest": "sha256:…", "diffIds": ["sha256:…"], "created": "2026-01-01T00:00:00Z"}]}`. `diffIds` are the digests of the contents of all its layers, the first one first, as the configuration of the image has them; in their place may stand the `chainId` that they make. An image whose first layers are those of one of them is built from it: that is told as proven, with how many of the findings it brought. Images that were scanned before are known without a list. It changes no verdict. A list that cannot be read ends the command with 1.',
  defaultMeans: 'those that the ledger knows',
  env: envName('base-images'),
  config: 'base-images',
  project: never.trust,
};
