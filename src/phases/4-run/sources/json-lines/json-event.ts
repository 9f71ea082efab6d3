import type { JsonObject } from '../../../../foundations/formats/index.ts';
import type { FieldValue } from '../../../../foundations/languages/falco/index.ts';
import type { RuntimeEvent } from '../../rules/event.ts';
import type { SourceSight } from '../../rules/sight.ts';
import { type JsonReader, type JsonSource, jsonFields } from './json-source.ts';

/** Fields that follow from where an event came from, and as which. */
const ownFields: Readonly<Record<string, (event: JsonEvent) => FieldValue>> = {
  'evt.num': ({ number }) => number,
  'evt.pluginname': ({ kind }) => kind.source.plugin.name,
  'evt.plugininfo': ({ object }) => JSON.stringify(object),
  'json.rawtime': ({ time }) => String(time),
  'jevt.rawtime': ({ time }) => String(time),
};

/** The events of one source: how their fields are read. */
export class JsonEventKind {
  readonly source: JsonSource;
  readonly readers: ReadonlyMap<string, JsonReader>;

  constructor(source: JsonSource) {
    this.source = source;
    this.readers = new Map(
      [...jsonFields, ...source.fields].flatMap(({ info, read }) => (read === undefined ? [] : [[info.name, read]])),
    );
  }

  /** What the source tells: the fields that its events can have. */
  get sight(): SourceSight {
    return { gives: (field) => Object.hasOwn(ownFields, field) || this.readers.has(field) };
  }
}

/** An event that is JSON, as rules see it. */
export class JsonEvent implements RuntimeEvent {
  readonly kind: JsonEventKind;
  readonly object: JsonObject;
  /** From 1. */
  readonly number: number;
  readonly time: bigint;

  constructor(kind: JsonEventKind, object: JsonObject, number: number, time: bigint) {
    this.kind = kind;
    this.object = object;
    this.number = number;
    this.time = time;
  }

  get source(): string {
    return this.kind.source.name;
  }

  get(field: string, argument?: string): FieldValue | undefined {
    const read = this.kind.readers.get(field);
    if (read !== undefined) return read(this.object, argument);
    return Object.hasOwn(ownFields, field) ? ownFields[field]?.(this) : undefined;
  }
}
