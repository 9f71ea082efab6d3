import type { World } from './world.ts';

/** A gate of one rule. */
export const gateOf = (rule: string, more = ''): string =>
  `gate: 1\nname: green\nmode: enforce\n${more}rules:\n  - { id: one, ${rule} }\n`;

/** `gate check` by a gate of this rule; nothing is recorded. */
export async function gateWords(world: World, rule: string, target: string, more = ''): Promise<readonly string[]> {
  await world.write({ 'gate.yaml': gateOf(rule, more) });
  return ['gate', 'check', '--gate', 'gate.yaml', '--record', 'off', target];
}
