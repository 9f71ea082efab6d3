/** A class in brackets: a first `]` stands for itself, and so does what is escaped. */
const bracketClass = /\[\^?\]?(?:\\.|\[:\^?\w{1,20}:\]|[^\]\\])*\]/sy;
/** `\p{Greek}`, `\x{10FFFF}`: braces that repeat nothing. */
const bracedEscape = /\\[pPx]\{[^}]*\}/y;
const repetition = /\{(\d{1,6})(?:,(\d{0,6}))?\}/y;

/**
 * A bound on the instructions that an RE2 expression becomes, told before it is compiled: each character, class or escape is one, a repetition that is
 * counted is written out. Never less than that by more than a small factor; what is not well formed may get any number, as it is refused later.
 */
export function expressionSize(expression: string): number {
  /** Sizes of the groups that are open, and of the last thing in each, which a repetition would repeat. */
  const groups: { sum: number; last: number }[] = [{ sum: 0, last: 0 }];
  const top = (): { sum: number; last: number } => groups[groups.length - 1] as { sum: number; last: number };
  const add = (size: number): void => {
    const group = top();
    group.sum += size;
    group.last = size;
  };
  for (let at = 0; at < expression.length; ) {
    const matched = (form: RegExp): RegExpExecArray | null => {
      form.lastIndex = at;
      return form.exec(expression);
    };
    const character = expression[at];
    const wide = character === '[' ? matched(bracketClass) : character === '\\' ? matched(bracedEscape) : null;
    const repeat = character === '{' ? matched(repetition) : null;
    if (character === '(') groups.push({ sum: 1, last: 0 });
    else if (character === ')') {
      const closed = groups.pop() ?? { sum: 0, last: 0 };
      if (groups.length === 0) groups.push({ sum: 0, last: 0 });
      add(closed.sum + 1);
    } else if (repeat !== null) {
      const times = Math.max(1, Number(repeat[1]), Number(repeat[2] ?? 0));
      const { last } = top();
      top().sum += last * (times - 1);
      top().last = last * times;
    } else if (character === '*' || character === '+' || character === '?') top().sum += 1;
    else add(1);
    at += repeat?.[0].length ?? wide?.[0].length ?? (character === '\\' ? 2 : 1);
  }
  return groups.reduce((sum, group) => sum + group.sum, 0);
}
