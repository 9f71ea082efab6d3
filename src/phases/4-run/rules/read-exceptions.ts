import { defined } from '../../../core/index.ts';
import { member, text } from './decode.ts';
import type { ExceptionEntry, ExceptionItem } from './items.ts';
import { type LoadProblem, type RuleContext, refuse } from './problems.ts';
import type { YamlMap, YamlTree } from './yaml-tree.ts';

const keys: ReadonlySet<string> = new Set(['name', 'fields', 'comps', 'values']);

/**
 * The exceptions of a rule item; `undefined` when it has none. Where `partial`, an exception may leave out what it adds to: its fields and
 * operators are those of the exception of the same name.
 */
export function readExceptions(
  item: YamlMap,
  context: RuleContext,
  partial: boolean,
  warn: (problem: LoadProblem) => void,
): readonly ExceptionItem[] | undefined {
  const list = member(item, 'exceptions');
  if (list === undefined || list.kind === 'null') return undefined;
  const place = context.inside('exceptions', '', list.at);
  if (list.kind !== 'list') return refuse('Rule exceptions must be a sequence', place);
  const names = new Set<string>();
  return list.items.map((entry) => {
    const nameless = place.inside('exception', '', entry.at);
    if (entry.kind !== 'map') return refuse('Rule exception must be a mapping', nameless);
    const name = text(entry, 'name', nameless);
    const inside = context.inside('exception', name, entry.at);
    if (names.has(name)) {
      warn(
        inside.problem(
          'LOAD_EXCEPTION_NAME_NOT_UNIQUE',
          `Multiple definitions of exception '${name}' in the same object`,
        ),
      );
    }
    names.add(name);
    return readException(entry, name, inside, partial, warn);
  });
}

function readException(
  entry: YamlMap,
  name: string,
  context: RuleContext,
  partial: boolean,
  warn: (problem: LoadProblem) => void,
): ExceptionItem {
  for (const [key, value] of entry.entries) {
    if (!keys.has(key)) {
      warn(context.inside('value for', key, value.at).problem('LOAD_UNKNOWN_KEY', `Unknown key '${key}'`));
    }
  }
  const fields = readEntry(entry, 'fields', context);
  if (fields === undefined && !partial) refuse("Item has no mapping for key 'fields'", context);
  const comps = readEntry(entry, 'comps', context);
  const values = readValues(member(entry, 'values'), context);
  if (values === undefined && partial) {
    warn(context.problem('LOAD_APPEND_NO_VALUES', 'Overriding/appending exception with no values'));
  }
  return {
    name,
    context,
    values: values ?? [],
    ...defined({ fields, comps }),
  };
}

function readEntry(entry: YamlMap, key: string, context: RuleContext): ExceptionEntry | undefined {
  const value = member(entry, key);
  if (value === undefined || value.kind === 'null') return undefined;
  return entryOf(value, context.inside('value for', key, value.at));
}

function readValues(values: YamlTree | undefined, context: RuleContext): readonly ExceptionEntry[] | undefined {
  if (values === undefined) return undefined;
  const place = context.inside('exception values', '', values.at);
  if (values.kind !== 'list') return refuse('Rule exception values must be a sequence', place);
  return values.items.map((value) => entryOf(value, place.inside('exception value', '', value.at)));
}

function entryOf(value: YamlTree, context: RuleContext): ExceptionEntry {
  if (value.kind === 'list') return value.items.map((item) => entryOf(item, context));
  if (value.kind !== 'scalar') return refuse('Could not decode scalar value', context);
  return value.text === '' ? refuse('Value must be non-empty', context) : value.text;
}
