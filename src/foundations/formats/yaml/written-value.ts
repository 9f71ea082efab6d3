import type { TextEdit } from '../text-edits/text-edits.ts';

/*
 * Apart from what makes them: these are part of published types, whose reader has no `yaml` to look into.
 */

/** What is written into a document: plain, so that it is the same in YAML and in JSON. */
export type WrittenValue =
  | string
  | number
  | boolean
  | readonly WrittenValue[]
  | { readonly [name: string]: WrittenValue };

/** One insertion or replacement that sets a value, or why none is certain. */
export type YamlSetting = TextEdit | { readonly why: string };
