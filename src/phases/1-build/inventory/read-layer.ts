import { type Problem, SeaworthyError } from '../../../core/index.ts';
import type { Layer } from '../../../foundations/images/index.ts';
import { problemOf } from './extract-file.ts';
import type { LayerParts } from './layer-facts.ts';
import { LayerReader, LinkReader, type ReadLayerOptions } from './layer-reader.ts';

/**
 * Reads a layer once and hands each file to the extractors that want it. A second time only for hard links that an extractor wants, whose body
 * stands under another name. A crossed limit or a layer that cannot be had here leaves what was read and a problem; damage throws.
 */
export async function readLayer(layer: Layer, options: ReadLayerOptions): Promise<LayerParts> {
  const reader = new LayerReader(layer.ref, options);
  const walk = { limits: options.limits, ...(options.signal ? { signal: options.signal } : {}) };
  try {
    await layer.walk(reader, { ...walk, onProblem: (problem: Problem) => reader.problems.push({ problem }) });
    const links = reader.wantedLinks();
    if (links.size > 0) await layer.walk(new LinkReader(reader, links), walk);
  } catch (error) {
    if (!(error instanceof SeaworthyError) || (error.code !== 'E_LIMIT' && error.code !== 'E_INCOMPLETE')) throw error;
    reader.problems.push({ problem: problemOf(error, error.where ?? `layer ${layer.ref.index + 1}`, 'images') });
  }
  return reader.parts();
}
