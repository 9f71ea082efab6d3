import { eventTypes } from '../sources/scap/index.ts';
import { accountEffects } from './account-effects.ts';
import { descriptorEffects, descriptorsClosed } from './descriptor-effects.ts';
import type { Effect, EffectList } from './effect.ts';
import { processEffects, processesEnded } from './process-effects.ts';
import { socketEffects } from './socket-effects.ts';

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
