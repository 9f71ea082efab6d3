import type { FieldValue } from '../../../foundations/languages/falco/index.ts';
import type { RuntimeEvent } from '../rules/event.ts';
import { eventExtractors, writtenArgument } from './event-fields.ts';
import type { FieldReader } from './extractor.ts';
import { fileExtractors } from './file-fields.ts';
import { pathExtractors } from './path-fields.ts';
import { processExtractors } from './process-fields.ts';
import { SystemCall } from './system-call.ts';
import { whoExtractors } from './who-fields.ts';

const extractors: ReadonlyMap<string, FieldReader> = new Map(
  [eventExtractors, processExtractors, fileExtractors, pathExtractors, whoExtractors].flatMap((list) =>
    Object.entries(list),
  ),
);

/** Fields that can have a value in a recording of system calls. */
export const extractedFields: ReadonlySet<string> = new Set(extractors.keys());

/** A system call as rules see it: values of fields are taken when they are asked for. */
export class SyscallEvent extends SystemCall implements RuntimeEvent {
  get(field: string, argument?: string): FieldValue | undefined {
    return extractors.get(field)?.(this, argument);
  }

  /** Raw parameters in the base that the format gives them, devices in hexadecimal. */
  written(name: string): string | undefined {
    if (name === 'fd.dev') return this.descriptor?.device?.toString(16).toUpperCase();
    const argument = /^evt\.rawarg(?:\.(.+)|\[(.+)\])$/.exec(name);
    return argument === null ? undefined : writtenArgument(this, argument[1] ?? argument[2]);
  }
}
