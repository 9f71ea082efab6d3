import type { Settings } from './settings.ts';

type Input = NonNullable<Settings['input']>;

/** What comes in, its beginning looked at. */
export interface Peeked {
  /** At least `wanted` bytes, unless it ended before. */
  readonly head: Uint8Array;
  /** All of it, the beginning once more. It is read once. */
  readonly input: Input;
  /** All of it at once; as soon as it is more than `most` bytes, `undefined`. */
  readonly all: (most: number) => Promise<Uint8Array | undefined>;
}

/** Reads the beginning of what comes in without losing it: what it is decides who reads it. */
export async function peekInput(input: Input, wanted: number): Promise<Peeked> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const rest = input()[Symbol.asyncIterator]();
  const more = async (): Promise<boolean> => {
    const next = await rest.next();
    if (next.done === true) return false;
    chunks.push(next.value);
    length += next.value.length;
    return true;
  };
  while (length < wanted && (await more()));
  return {
    head: Buffer.concat(chunks),
    input: () => replay(chunks, rest),
    async all(most) {
      while (length <= most && (await more()));
      return length > most ? undefined : Buffer.concat(chunks);
    },
  };
}

async function* replay(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    // Each is given up as it goes out: what comes may be large.
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) yield chunk;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
