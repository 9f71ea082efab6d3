import { extractedFields } from '../fields/index.ts';
import { genericEvents, namedEvents } from '../rules/event-names.ts';
import type { SourceSight } from '../rules/sight.ts';

/** What a capture can tell: system calls of every kind, and the fields that are taken from them and from what they say of the machine. */
export const captureSight: SourceSight = {
  types: [...namedEvents.keys(), ...genericEvents],
  gives: (field) => extractedFields.has(field),
};
