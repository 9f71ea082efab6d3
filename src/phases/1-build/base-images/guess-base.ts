import type { GuessedBase } from '../../../core/index.ts';
import type { ImageConfig } from '../../../foundations/images/index.ts';

/** What buildah writes as the comment of the steps that it adds. */
const fromComment = /^FROM (\S{1,500})$/;
/** An image of the build itself, which has no name. */
const imageId = /^(?:sha256:)?[0-9a-f]{12,64}$/;
/** The last instruction of most bases: written by BuildKit and kaniko as it is, by the classic builder and buildah after `#(nop)`. */
const lastWord = /^(?:\/bin\/sh -c #\(nop\)\s+)?(?:CMD|ENTRYPOINT)(?=[\s[])/;

/**
 * Where the history looks as if a base ended and another build went on: after the last CMD or ENTRYPOINT that layers follow, or where buildah says from what it
 * went on. Undefined where the history does not fit the layers.
 */
export function guessBase(history: ImageConfig['history'], layers: number): GuessedBase | undefined {
  if (history.filter(({ empty }) => !empty).length !== layers) return undefined;
  return byComment(history, layers) ?? byLastWord(history, layers);
}

function byComment(history: ImageConfig['history'], layers: number): GuessedBase | undefined {
  const from = history.map(({ comment }) => fromComment.exec(comment ?? '')?.[1]);
  const name = from.findLast((one) => one !== undefined && one !== 'scratch' && !imageId.test(one));
  if (name === undefined) return undefined;
  const below = layersBelow(history, from.indexOf(name));
  if (below === 0 || below === layers) return undefined;
  return { name, layers: below, why: `a comment in its history says FROM ${name}` };
}

function byLastWord(history: ImageConfig['history'], layers: number): GuessedBase | undefined {
  const last = history.findLastIndex(
    ({ empty, createdBy }, index) => empty && lastWord.test(createdBy) && layersBelow(history, index) < layers,
  );
  const below = layersBelow(history, last);
  if (last < 0 || below === 0) return undefined;
  const word = /CMD|ENTRYPOINT/.exec(history[last]?.createdBy ?? '')?.[0];
  return { layers: below, why: `its history has ${word ?? 'CMD'} after layer ${below}, as a base ends` };
}

const layersBelow = (history: ImageConfig['history'], index: number): number =>
  history.slice(0, Math.max(index, 0)).filter(({ empty }) => !empty).length;
