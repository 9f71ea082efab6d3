import { envName, type ValueFlag } from './flag.ts';
import { never, onlyLess, type ProjectRule } from './project.ts';
import { count, size } from './value-types.ts';

const about =
  'Crossing it ends the reading of that layer or feed, never silently: the result is incomplete (exit code 5). Raise it only for input that you trust.';

function limit(
  name: string,
  type: ValueFlag<number>['type'],
  standard: Pick<ValueFlag<number>, 'default' | 'defaultMeans'>,
  help: string,
  project: ProjectRule = onlyLess,
): ValueFlag<number> {
  return {
    form: 'value',
    name,
    category: 'limits',
    type,
    ...standard,
    help,
    details: about,
    env: envName(name),
    config: name,
    project,
  };
}

export const maxLayerBytes = limit('max-layer-bytes', size, { default: '16GiB' }, 'Largest layer as stored');
export const maxLayerInflated = limit(
  'max-layer-inflated',
  size,
  { default: '32GiB' },
  'Largest layer once decompressed',
);
export const maxLayerEntries = limit(
  'max-layer-entries',
  count('N', 1),
  { default: '2000000' },
  'Most files in one layer',
);
export const maxLayers = limit('max-layers', count('N', 1), { default: '1000' }, 'Most layers in one image');
export const maxManifestBytes = limit(
  'max-manifest-bytes',
  size,
  { default: '8MiB' },
  'Largest manifest, index or image configuration',
);
export const maxPathBytes = limit('max-path-bytes', size, { default: '4KiB' }, 'Longest path of a file in a layer');
/** Feeds differ a thousandfold in size. */
const ofFeed = { defaultMeans: 'the bound of each feed, which `seaworthy db feeds -o json` tells' };

export const maxFeedBytes = limit('max-feed-bytes', size, ofFeed, 'Largest advisory file as fetched', never.data);
export const maxFeedInflated = limit(
  'max-feed-inflated',
  size,
  ofFeed,
  'Largest advisory file once decompressed',
  never.data,
);
