import type { Evidence, LayerRef } from '../../core/index.ts';
import { count, digest, object, oneOf, optional, type Shape, text } from '../shape.ts';

export const layerShape: Shape<LayerRef> = object<LayerRef>({ index: count, digest, createdBy: optional(text) });

export const evidenceShape: Shape<Evidence> = object<Evidence>({
  kind: oneOf('file', 'package', 'record', 'comparison', 'rule', 'signature', 'observation', 'context'),
  statement: text,
  observed: optional(text),
  expected: optional(text),
  source: optional(text),
  layer: optional(layerShape),
});
