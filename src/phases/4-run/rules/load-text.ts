import type { LoadedRules } from './load-rules.ts';
import { type LoadProblem, loadErrors } from './problems.ts';
import { printableText } from './value-text.ts';

/** Longest snippet of a condition. */
const snippetWidth = 160;

/** A problem for people: where it is, what it is, and the line of the condition with a mark below. */
export function problemText(problem: LoadProblem): string {
  const kind = problem.code in loadErrors ? 'error' : 'warning';
  const name = problem.itemName === '' ? '' : ` “${printableText(problem.itemName)}”`;
  const head = `${problem.file}:${problem.line}:${problem.column}: ${kind} in ${problem.itemType}${name}: ${printableText(problem.message)} [${problem.code}]`;
  return problem.condition === undefined ? head : `${head}\n${snippet(problem.condition)}`;
}

function snippet({ text, at }: NonNullable<LoadProblem['condition']>): string {
  const start = Math.max(text.lastIndexOf('\n', Math.max(at.index - 1, 0)) + 1, at.index - snippetWidth / 2);
  const newline = text.indexOf('\n', at.index);
  const end = Math.min(newline < 0 ? text.length : newline, at.index + snippetWidth / 2);
  const before = printableText(text.slice(start, at.index));
  return `    ${before}${printableText(text.slice(at.index, end))}\n    ${' '.repeat(before.length)}^`;
}

/** The result of loading in the shape that Falco gives for `-V` with `json_output`; lines and columns from 1. */
export function loadResultJson(loaded: LoadedRules): Readonly<Record<string, unknown>> {
  const problem = ({ code, description, message, file, places, condition }: LoadProblem): unknown => ({
    code,
    codedesc: description,
    message,
    context: {
      locations: places.map(({ itemType, itemName, line, column }) => ({
        item_type: itemType,
        item_name: itemName,
        position: { name: file, line, column },
      })),
      snippet: condition === undefined ? '' : snippet(condition),
    },
  });
  return {
    falco_load_results: loaded.files.map(({ name, successful, errors, warnings }) => ({
      name,
      successful,
      errors: errors.map(problem),
      warnings: warnings.map(problem),
    })),
  };
}
