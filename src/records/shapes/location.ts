import type { Location } from '../../core/index.ts';
import { number, object, oneOf, optional, type Shape, text, variants } from '../shape.ts';
import { layerShape } from './evidence.ts';

type Of<Kind extends Location['kind']> = Extract<Location, { readonly kind: Kind }>;

const at = { line: optional(number), column: optional(number) };

const shapes: { readonly [Kind in Location['kind']]: Shape<Of<Kind>> } = {
  'image-file': object<Of<'image-file'>>({
    ...at,
    kind: oneOf('image-file'),
    path: text,
    layer: optional(layerShape),
  }),
  file: object<Of<'file'>>({ ...at, kind: oneOf('file'), path: text }),
  'image-config': object<Of<'image-config'>>({
    ...at,
    kind: oneOf('image-config'),
    entry: text,
    layer: optional(layerShape),
  }),
  manifest: object<Of<'manifest'>>({
    ...at,
    kind: oneOf('manifest'),
    path: text,
    pointer: text,
    object: optional(
      object<NonNullable<Of<'manifest'>['object']>>({
        apiVersion: text,
        kind: text,
        name: text,
        namespace: optional(text),
      }),
    ),
  }),
  runtime: object<Of<'runtime'>>({
    kind: oneOf('runtime'),
    host: text,
    process: optional(text),
    object: optional(text),
  }),
  registry: object<Of<'registry'>>({ kind: oneOf('registry'), repository: text, reference: text }),
  web: object<Of<'web'>>({ kind: oneOf('web'), url: text, method: optional(text), parameter: optional(text) }),
  whole: object<Of<'whole'>>({ kind: oneOf('whole') }),
};

export const locationShape: Shape<Location> = variants<Location>('kind', shapes);
