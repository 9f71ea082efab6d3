import type { CaptureEvent } from '../sources/scap/index.ts';
import type { MachineState } from './machine-state.ts';
import type { Thread } from './thread.ts';

/** What an event does to what is known. */
export type Effect = (state: MachineState, thread: Thread, event: CaptureEvent) => void;

/** Effects by the name of the event; of calls, when they end. */
export type EffectList = readonly (readonly [names: string, effect: Effect])[];
