import type { Settings } from '../../../flows/index.ts';
import { lints, target } from '../catalogue/index.ts';
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

/** Checks that the user switched on or off, and files of checks; undefined where there are none. */
export function checksFrom(values: Values, inFolder: (file: string) => string): Settings['checks'] {
  const each = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => text.split(','));
  const [enable, disable] = [each(values.list(lints.enable)), each(values.list(lints.disable))];
  const files = values.list(lints.checks).map((name) => ({ name, path: inFolder(name) }));
  const severities = [...values.map(lints.checkSeverity)];
  const isAny = enable.length + disable.length + files.length + severities.length > 0;
  return isAny ? { enable, disable, files, severities } : undefined;
}
