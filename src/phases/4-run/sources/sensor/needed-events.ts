import { holds } from '../../../../foundations/languages/falco/index.ts';
import type { CompiledRule } from '../../rules/index.ts';
import { eventTypes } from '../scap/index.ts';

/** What learning the use of images needs besides rules: programs, opened files, mapped code. */
const useNeeds: readonly string[] = ['execve', 'execveat', 'open', 'openat', 'openat2', 'open_by_handle_at', 'map'];

const names: readonly string[] = [...new Set(eventTypes.filter(({ unused }) => !unused).map(({ name }) => name))];

/**
 * Names of the events that the sensor is to tell, sorted: what learning the use of images needs, and what rules are about. Events that change what is known
 * of the machine are told anyway.
 */
export function neededEvents(rules: readonly CompiledRule[]): readonly string[] {
  const needed = new Set(useNeeds);
  for (const { source, eventTypes: about } of rules) {
    if (source !== 'syscall') continue;
    for (const name of names) if (holds(about, name)) needed.add(name);
  }
  return [...needed].sort();
}
