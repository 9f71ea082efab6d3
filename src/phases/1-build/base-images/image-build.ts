import { defined, type ImageBuild } from '../../../core/index.ts';
import type { OpenedImage } from '../../../foundations/images/index.ts';
import { claimedBase } from './claimed-base.ts';
import { guessBase } from './guess-base.ts';

/** What an image tells of how it was made; undefined for what is no image. */
export function imageBuild({ config, layers }: Pick<OpenedImage, 'config' | 'layers'>): ImageBuild | undefined {
  if (config === undefined) return undefined;
  const diffIds = layers.flatMap(({ diffId }) => (diffId === undefined ? [] : [diffId]));
  return {
    // One that is missing would make the layers above it look like others.
    diffIds: diffIds.length === layers.length ? diffIds : [],
    ...defined({
      created: Number.isNaN(Date.parse(config.created ?? '')) ? undefined : config.created,
      claimedBase: claimedBase(config.labels),
      guessedBase: guessBase(config.history, layers.length),
    }),
  };
}
