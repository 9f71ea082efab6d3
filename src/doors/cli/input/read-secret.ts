/** What a secret is read from: a terminal. */
export interface SecretSource extends NodeJS.EventEmitter {
  setRawMode?(raw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  /** Gives back what belongs to the next line. */
  unshift(chunk: Uint8Array): void;
}

/** Bytes of one line; more is dropped. */
const most = 4_096;

const keys = { interrupt: 0x03, end: 0x04, backspace: 0x08, lineFeed: 0x0a, return: 0x0d, clear: 0x15, delete: 0x7f };

/**
 * One line of a terminal, typed without being shown: the terminal hands on every key as it is, so the few that edit a line are seen to here.
 * Undefined when the input ends or the signal is given; `interrupt` is called when the user asks for that, as the terminal does not.
 */
export async function readSecret(
  from: SecretSource,
  signal: AbortSignal,
  interrupt: () => void,
): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  from.setRawMode?.(true);
  try {
    return await new Promise<string | undefined>((resolve) => {
      const typed: number[] = [];
      const stop = (line: string | undefined): void => {
        from.off('data', read);
        from.off('end', ended);
        signal.removeEventListener('abort', ended);
        from.pause();
        resolve(line);
      };
      const ended = (): void => stop(undefined);
      const read = (chunk: Uint8Array): void => {
        for (const [at, byte] of chunk.entries()) {
          const isEnd = byte === keys.lineFeed || byte === keys.return;
          if (isEnd || (byte === keys.end && typed.length > 0)) {
            stop(Buffer.from(typed).toString('utf8'));
            if (at + 1 < chunk.length) from.unshift(chunk.subarray(at + 1));
            return;
          }
          if (byte === keys.interrupt) interrupt();
          if (byte === keys.interrupt || byte === keys.end) {
            stop(undefined);
            return;
          }
          edit(typed, byte);
        }
      };
      from.on('data', read);
      from.on('end', ended);
      signal.addEventListener('abort', ended, { once: true });
      from.resume();
    });
  } finally {
    from.setRawMode?.(false);
  }
}

function edit(typed: number[], byte: number): void {
  if (byte === keys.backspace || byte === keys.delete) {
    // A character of UTF-8 ends with its first byte, seen from behind.
    while (((typed.pop() ?? 0) & 0xc0) === 0x80);
  } else if (byte === keys.clear) {
    typed.length = 0;
  } else if (byte >= 0x20 && typed.length < most) {
    typed.push(byte);
  }
}
