import type { Settings } from '../../../flows/index.ts';
import { target } from '../catalogue/index.ts';
import type { Values } from '../values/values.ts';

/** What the user leaves out; undefined where that is nothing. */
export function selectionFrom(values: Values): Settings['selection'] {
  const selection = {
    skipPaths: values.list(target.skipPath),
    onlyPaths: values.list(target.onlyPath),
    skipExtractors: values.list(target.skipExtractor),
    onlyExtractors: values.list(target.onlyExtractor),
  };
  return Object.values(selection).some((list) => list.length > 0) ? selection : undefined;
}
