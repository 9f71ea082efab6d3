import { defined } from '../../../../core/index.ts';
import { ContainerTable } from './container-table.ts';
import type { CgroupFrame, HelloFrame } from './frame.ts';
import { FrameReader } from './frame-reader.ts';
import { noCounters, type SensorCounters, type SensorEvent } from './sensor-event.ts';

/** What is told besides the events, as it stands now. */
export interface SensorState {
  readonly counters: SensorCounters;
  /** How the stream began; absent before. */
  readonly hello?: HelloFrame;
  /** Whether the stream came to its end, so that the counters are the last. */
  readonly ended: boolean;
}

/** Turns frames into events, each with its container. */
export class SensorStream {
  readonly #reader = new FrameReader();
  readonly #containers = new ContainerTable();
  #counters: SensorCounters = noCounters;
  #hello: HelloFrame | undefined;

  get state(): SensorState {
    return {
      counters: this.#counters,
      ...defined({ hello: this.#hello }),
      ended: this.#reader.ended,
    };
  }

  /** The events that are complete with these bytes. Throws `E_FORMAT`. */
  push(chunk: Uint8Array): readonly SensorEvent[] {
    const events: SensorEvent[] = [];
    for (const frame of this.#reader.push(chunk)) {
      if (frame.type === 'event') events.push(this.#containers.place(frame.event));
      else if (frame.type === 'cgroup') this.#containers.learn(frame satisfies CgroupFrame);
      else if (frame.type === 'hello') this.#hello = frame;
      else this.#counters = frame.counters;
    }
    return events;
  }

  /** Throws `E_TRUNCATED` when the stream has not come to its end. */
  finish(): void {
    this.#reader.finish();
  }
}

/** A stream of events, in batches as they came, with what is told beside them. */
export interface SensorEvents extends AsyncIterable<readonly SensorEvent[]> {
  readonly state: SensorState;
}

/** Events of frames that were kept in a file, as they were told. Throws `E_FORMAT`, `E_TRUNCATED`. */
export function readSensorFrames(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): SensorEvents {
  const stream = new SensorStream();
  return {
    get state() {
      return stream.state;
    },
    async *[Symbol.asyncIterator]() {
      for await (const chunk of source) {
        const events = stream.push(chunk);
        if (events.length > 0) yield events;
      }
      stream.finish();
    },
  };
}
