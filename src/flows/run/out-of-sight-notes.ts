import { type RuleEngine, rulesOutOfSight } from '../../phases/run/index.ts';

/** Most names in one sentence. */
const most = 6;

/** Which rules stay silent, or may, because the sensor does not tell what they ask for; one sentence each. */
export function outOfSightNotes({ rules }: RuleEngine): readonly string[] {
  const { never, partly, fields } = rulesOutOfSight(rules);
  const notes: string[] = [];
  if (never.length > 0)
    notes.push(
      `${never.length} of ${rules.length} rules are about events that the sensor does not tell, and stay silent: ${some(never)}`,
    );
  if (partly.length > 0)
    notes.push(
      `${partly.length} of ${rules.length} rules ask for fields that the sensor does not tell (${some(fields)}), and may miss something: ${some(partly)}`,
    );
  return notes;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
