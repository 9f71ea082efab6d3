import type { ExpressionMatch, LinearExpression } from '../../../../foundations/formats/index.ts';
import type { SecretDetector } from '../detector.ts';
import { entropy } from '../value-checks.ts';
import { type AskedMatch, isAllowed, isAllowedPath } from './allowances.ts';
import { asksForBegin, stretchesOf, type TextPart } from './stretches.ts';
import type { RuleSet, UserRule } from './user-rule.ts';

/** Steps of expressions, roughly, that one file may cost. */
const mostSteps = 100_000_000;
/** Matches of one rule in one file. */
const mostMatches = 1_000;

/** A place where a rule of a user fits. */
export interface RuleMatch {
  readonly detector: SecretDetector;
  readonly secret: string;
  readonly start: number;
  readonly end: number;
}

/** What the rules of a user find in one file. */
export interface RuleMatches {
  readonly matches: readonly RuleMatch[];
  /** What was not looked at, each in one sentence. */
  readonly problems: readonly string[];
}

/** Id of the detector that stands for a rule. */
const idOf = (rule: string): string => `custom/${rule.replace(/[^\w.-]/g, '-').slice(0, 100)}`;

const never = /(?!)/y;

/** A rule as a detector, for what is told of its findings; it is never asked by itself. */
export function detectorOf(rule: UserRule, name: string): SecretDetector {
  return {
    id: idOf(rule.id),
    version: 1,
    title: rule.title.replace(/[.\s]+$/, ''),
    severity: rule.severity,
    why: `A rule of ${name} is about it.`,
    remedy: 'Make it worthless where it was issued, and give a new one to what needs it when it starts.',
    references: [],
    keywords: [],
    anyCase: false,
    pattern: never,
    insideWord: true,
    judge: () => undefined,
    examples: () => [],
    others: () => [],
  };
}

interface Placed extends RuleMatch {
  readonly rule: UserRule;
  readonly line: number;
  readonly column: number;
}

/** Looks for what the rules of a user fit. Pure; expressions cost no more than a bound. */
export class RuleFinder {
  readonly #set: RuleSet;
  readonly #detectors: ReadonlyMap<UserRule, SecretDetector>;

  constructor(set: RuleSet) {
    this.#set = set;
    this.#detectors = new Map(set.rules.map((rule) => [rule, detectorOf(rule, set.name)]));
  }

  get detectors(): readonly SecretDetector[] {
    return [...this.#detectors.values()];
  }

  /** Whether the file is set aside by its name. */
  isAllowedPath(path: string): boolean {
    return isAllowedPath(this.#set.allow, path);
  }

  /** Whether a match of one of our detectors is set aside. */
  isAllowed(detector: SecretDetector, path: string, text: string, start: number, secret: string): boolean {
    const { allow, excluded } = this.#set;
    if (isExcluded(excluded, text, start)) return true;
    const ids = [detector.id, ...(detector.aliases ?? [])];
    return isAllowed(allow, { path, ids, secret, match: secret, line: lineAt(text, start) });
  }

  /** `text` holds one character a byte. */
  find(path: string, text: string): RuleMatches {
    const lower = text.toLowerCase();
    const lines = new Lines(text);
    const problems = new Set<string>();
    let steps = 0;
    const placed: Placed[] = [];
    for (const rule of this.#set.rules) {
      if (rule.path !== undefined && !rule.path.test(path)) continue;
      const detector = this.#detectors.get(rule) as SecretDetector;
      if (rule.regex === undefined) {
        if (rule.path !== undefined) placed.push({ rule, detector, secret: '', start: 0, end: 0, line: 1, column: 1 });
        continue;
      }
      if (rule.keywords.length > 0 && !rule.keywords.some((word) => lower.includes(word.toLowerCase()))) continue;
      const whole = [{ start: 0, end: text.length }];
      const parts =
        rule.keywords.length === 0 || asksForBegin(rule.regex) ? whole : stretchesOf(text, lower, rule.keywords);
      const length = (parts ?? []).reduce((sum, { start, end }) => sum + end - start, 0);
      steps += length * Math.min(rule.regex.size, 1_000);
      if (parts === undefined || (steps > mostSteps && length > 0)) {
        problems.add(`rule ${rule.id} has too much to be tried at`);
        steps -= length * Math.min(rule.regex.size, 1_000);
        continue;
      }
      placed.push(...parts.flatMap((part) => this.#matchesIn(rule, detector, path, text, part, lines)));
    }
    const matches = placed.filter(
      (one) => !one.rule.silent && one.rule.required.every((other) => placed.some((near) => isNear(one, near, other))),
    );
    return { matches, problems: [...problems] };
  }

  #matchesIn(
    rule: UserRule,
    detector: SecretDetector,
    path: string,
    text: string,
    { start: from, end: to }: TextPart,
    lines: Lines,
  ): readonly Placed[] {
    const found = rule.regex?.matches(text.slice(from, to), mostMatches) ?? [];
    return found.flatMap((match): readonly Placed[] => {
      const value = secretOf(rule, match);
      const start = from + value.start;
      const asked: AskedMatch = {
        path,
        ids: [rule.id],
        secret: value.text,
        match: match.text,
        line: lineAt(text, start),
      };
      if (value.text === '' || (rule.entropy !== undefined && entropy(value.text) <= rule.entropy)) return [];
      if (isAllowed([...rule.allow, ...this.#set.allow], asked)) return [];
      if (isExcluded([...rule.excluded, ...this.#set.excluded], text, start)) return [];
      const { line, column } = lines.at(start);
      return [{ rule, detector, secret: value.text, start, end: start + value.text.length, line, column }];
    });
  }
}

function isNear(one: Placed, other: Placed, wanted: UserRule['required'][number]): boolean {
  if (other.rule.id !== wanted.id) return false;
  if (wanted.withinLines !== undefined && Math.abs(one.line - other.line) > wanted.withinLines) return false;
  return wanted.withinColumns === undefined || Math.abs(one.column - other.column) <= wanted.withinColumns;
}

function secretOf(
  { group, wholeMatch }: UserRule,
  match: ExpressionMatch,
): { readonly start: number; readonly text: string } {
  const all = { start: match.start, text: match.text };
  if (typeof group === 'string') return match.named(group) ?? all;
  if (group !== undefined) return match.groups[group - 1] ?? { start: match.start, text: '' };
  return wholeMatch ? all : (match.groups.find((one) => one !== undefined && one.text !== '') ?? all);
}

/** Lists of blocks are short, so that each text is looked through once a block. */
const blocks = new WeakMap<object, { readonly text: string; readonly found: readonly TextPart[] }>();

function isExcluded(excluded: readonly LinearExpression[], text: string, at: number): boolean {
  return excluded.some((expression) => {
    const known = blocks.get(expression);
    const found = known?.text === text ? known.found : expression.matches(text, mostMatches);
    blocks.set(expression, { text, found });
    return found.some(({ start, end }) => start <= at && at < end);
  });
}

/** The line around a place; of one that is very long, what is near. */
function lineAt(text: string, at: number): string {
  const [from, to] = [text.lastIndexOf('\n', at - 1) + 1, text.indexOf('\n', at)];
  return text.slice(Math.max(from, at - 2_000), Math.min(to < 0 ? text.length : to, at + 2_000));
}

/** Lines and columns of places, counted in characters of the text. */
class Lines {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  at(place: number): { readonly line: number; readonly column: number } {
    this.#starts ??= startsOf(this.#text);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: place - (this.#starts[low] ?? 0) + 1 };
  }
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
