import { type CaptureEvent, eventTypes } from '../captures/index.ts';
import { accountEffects } from './account-effects.ts';
import { descriptorEffects, descriptorsClosed } from './descriptor-effects.ts';
import { processEffects, processesEnded } from './process-effects.ts';
import { socketEffects } from './socket-effects.ts';
import type { SystemState } from './system-state.ts';
import type { Thread } from './thread.ts';

/** What an event does to what is known. */
export type Effect = (state: SystemState, thread: Thread, event: CaptureEvent) => void;

/** Effects by the name of the event; of calls, when they end. */
export type EffectList = readonly (readonly [names: string, effect: Effect])[];

function byCode(lists: readonly EffectList[]): readonly (Effect | undefined)[] {
  const byName = new Map<string, Effect>();
  for (const [names, effect] of lists.flat()) for (const name of names.split(' ')) byName.set(name, effect);
  const calls = new Set(eventTypes.filter(({ direction }) => direction === 'exit').map(({ name }) => name));
  return eventTypes.map(({ name, direction, unused }) => {
    // Things that just happen have no end, or one that tells nothing.
    const tells = direction === (calls.has(name) && !happenings.has(name) ? 'exit' : 'enter');
    return tells && !unused ? byName.get(name) : undefined;
  });
}

const happenings = new Set([
  'asyncevent',
  'container',
  'drop',
  'groupadded',
  'groupdeleted',
  'procexit',
  'useradded',
  'userdeleted',
]);

/** Effects by the code of the event. */
export const effects = byCode([processEffects, descriptorEffects, socketEffects, accountEffects]);

/** The same for what goes once the event has been judged. */
export const afterEffects = byCode([descriptorsClosed, processesEnded]);
