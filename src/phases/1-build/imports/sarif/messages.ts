import { at as inside, listAt, textAt } from '../words.ts';
import type { SarifRule } from './rules.ts';

/** Characters of a message that is put together: arguments may be repeated. */
const longest = 20_000;

/** The text of a message (SARIF 2.1.0 §3.11): its own, or one of the rule or component by id, with its arguments put in. */
export function messageText(message: unknown, found: SarifRule | undefined): string | undefined {
  const id = textAt(message, 'id');
  const own = textAt(message, 'text') ?? textAt(message, 'markdown');
  const text = own ?? (id === undefined ? undefined : stored(id, found));
  return text === undefined ? undefined : withArguments(text, listAt(message, 'arguments'));
}

/** The message string of a rule, else of its component. */
function stored(id: string, found: SarifRule | undefined): string | undefined {
  for (const strings of [inside(found?.rule, 'messageStrings'), inside(found?.component, 'globalMessageStrings')]) {
    const text = textAt(inside(strings, id), 'text') ?? textAt(inside(strings, id), 'markdown');
    if (text !== undefined) return text;
  }
  return undefined;
}

/** `{0}` is the first argument, `{{` a brace (§3.11.5). What has no argument stays as it is. */
function withArguments(text: string, given: readonly unknown[]): string {
  if (given.length === 0) return text;
  let room = longest;
  return text.slice(0, longest).replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (written, index: string | undefined) => {
    if (index === undefined) return written.slice(0, 1);
    const argument = given[Number(index)];
    if (typeof argument !== 'string') return written;
    room -= argument.length;
    return room < 0 ? '…' : argument;
  });
}

/** What a rule says of itself, shortest first. */
export function ruleTexts(rule: unknown): readonly string[] {
  return [
    textAt(rule, 'shortDescription', 'text'),
    textAt(rule, 'fullDescription', 'text'),
    textAt(rule, 'name'),
    textAt(rule, 'id'),
  ].filter((text) => text !== undefined);
}
