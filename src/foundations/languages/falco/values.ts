/** One value of a field. Text may hold stray bytes (see `text.ts`); addresses and buffers are bytes; times are nanoseconds. */
export type Scalar = string | number | bigint | boolean | Uint8Array;

/** What a field gives: one value, or all its values where it has several. */
export type FieldValue = Scalar | readonly Scalar[];

/**
 * What conditions ask: an event with all that is known of its process, file and container. `undefined` means that the field has no value
 * for this event, which makes every comparison false. Integers that do not fit a double are bigints. An address is 4 or 16 bytes.
 */
export interface FieldSource {
  get(field: string, argument?: string): FieldValue | undefined;
}

/**
 * - `string`: text, paths too.
 * - `integer`: also flags, ids. `port`: an integer that may be written as the name of a service.
 * - `time`: nanoseconds, as a moment or a length.
 * - `double`, `bool`.
 * - `ip`: an address, compared with addresses. `net`: an address, compared with networks.
 * - `bytes`: a buffer.
 * - `any`: depends on the event; the comparison follows what comes.
 */
export type FieldType = 'string' | 'integer' | 'port' | 'time' | 'double' | 'bool' | 'ip' | 'net' | 'bytes' | 'any';

/** Whether a field takes an argument in brackets (`proc.aname[2]`) or after a dot (`evt.arg.flags`). */
export interface FieldArgument {
  readonly required: boolean;
  /** What it is: a number, or a name or path. */
  readonly form: 'index' | 'key' | 'index-or-key';
  /** May also follow after a dot. */
  readonly dotted?: boolean;
}

/** What is known of a field. */
export interface FieldInfo {
  readonly name: string;
  readonly type: FieldType;
  /** Its value is a list: only `in`, `intersects` and `exists` apply, `in` wants all of it inside the set. */
  readonly list?: boolean;
  /**
   * It stands for several values, and a comparison holds when it holds for one of them. With `either`, `!=` must hold for all of them
   * (`fd.ip`: either end of the connection); with `any` not (`proc.aname`: any ancestor).
   */
  readonly several?: 'any' | 'either';
  readonly argument?: FieldArgument;
  /** Whether it may stand in an output template. */
  readonly filterOnly?: boolean;
  readonly noTransformer?: boolean;
  /** May not stand on the right of an operator. */
  readonly noRight?: boolean;
  /** Checks a constant on the right; the message when it is none that can ever be. */
  readonly checkConstant?: (text: string) => string | undefined;
}

/** A field as it was asked for, with its argument told apart. */
export interface ResolvedField {
  readonly info: FieldInfo;
  readonly argument?: string;
}

/** The fields there are. */
export interface FieldCatalogue {
  /** The field of that name, or why there is none. */
  resolve(name: string, argument: string | undefined): ResolvedField | string;
  readonly fields: readonly FieldInfo[];
}
