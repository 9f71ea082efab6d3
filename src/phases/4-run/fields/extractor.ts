import type { FieldValue } from '../../../foundations/languages/falco/index.ts';
import type { SystemCall } from './system-call.ts';

/** Takes the value of one field. */
export type FieldReader = (at: SystemCall, argument: string | undefined) => FieldValue | undefined;

/** Extractors by field. */
export type FieldReaders = Readonly<Record<string, FieldReader>>;
