import { defined } from '../../../core/index.ts';
import type { Directives, ReadProblem } from './dockerfile.ts';

// Dockerfile reference, "Parser directives".
const form = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=(.*)$/;
const known = new Set(['syntax', 'escape', 'check']);

/**
 * Reads the `# name=value` lines at the top of the file: up to the first line that is something else. An unknown name is an ordinary comment and
 * does not end them; a name that comes twice is refused by builders.
 */
export function readDirectives(lines: readonly string[]): {
  readonly directives: Directives;
  readonly problems: readonly ReadProblem[];
} {
  const values = new Map<string, string>();
  const problems: ReadProblem[] = [];
  for (const [index, line] of lines.entries()) {
    const match = form.exec(line.trimStart());
    if (match === null) break;
    const [, written = '', rest = ''] = match;
    const [name, value] = [written.toLowerCase(), rest.trim()];
    if (!known.has(name)) continue;
    if (values.has(name)) problems.push({ line: index + 1, message: `the directive "${name}" comes twice` });
    else values.set(name, value);
    if (name === 'escape' && value !== '\\' && value !== '`') {
      problems.push({ line: index + 1, message: 'the escape character can only be \\ or `' });
    }
  }
  const [syntax, check] = [values.get('syntax'), values.get('check')];
  return {
    directives: {
      escapeChar: values.get('escape') === '`' ? '`' : '\\',
      ...defined({ syntax, check }),
    },
    problems,
  };
}
