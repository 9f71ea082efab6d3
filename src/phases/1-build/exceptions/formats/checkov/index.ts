import { defined, placeOf, SeaworthyError } from '../../../../../core/index.ts';
import {
  compileGlob,
  field,
  type JsonObject,
  linearExpression,
  loadLinearExpressions,
  nameGlob,
} from '../../../../../foundations/formats/index.ts';
import { ofKinds } from '../../conditions.ts';
import { NotUnderstood, readMapping } from '../../foreign-yaml.ts';
import { idForm, idsOf } from '../../ids.ts';
import { readEach } from '../../read-each.ts';
import { type ExceptionFormat, type ExceptionRule, type Fits, noReason, type ReadRules } from '../../rule.ts';

const title = 'Checkov’s configuration';

/** What a key says: rules, or why it says nothing here. */
type Reader = (values: readonly string[], statement: string, name: string) => readonly ExceptionRule[];

/** Where findings of a framework of Checkov lie here, by the beginning of their ids. */
const frameworks: Readonly<Record<string, RegExp>> = {
  dockerfile: /^dockerfile\//,
  kubernetes: /^kubernetes\//,
  helm: /^kubernetes\//,
  kustomize: /^kubernetes\//,
};

const rule = (statement: string, conditions: readonly Fits[], ids?: readonly string[]): ExceptionRule => ({
  statement,
  by: title,
  reason: noReason,
  ...defined({ ids }),
  conditions: [ofKinds(['misconfiguration']), ...conditions],
});

/** An id, or a pattern of ids. Throws for a severity, which only Checkov's service gives its checks. */
function named(value: string): (ids: readonly string[]) => boolean {
  if (/^(?:low|medium|high|critical|info|none)$/i.test(value))
    throw new NotUnderstood(`${value} is a severity, which only Checkov’s service gives its checks`);
  if (!value.includes('*')) return (ids) => ids.includes(idForm(value));
  const fits = compileGlob(idForm(value), nameGlob);
  return (ids) => ids.some(fits);
}

const readers: Readonly<Record<string, Reader>> = {
  'skip-check': (values, statement) =>
    values.map((value) => {
      const isIt = named(value);
      return value.includes('*')
        ? rule(statement, [(finding) => isIt(idsOf(finding))])
        : rule(statement, [], [idForm(value)]);
    }),
  check: (values, statement) => {
    const all = values.map(named);
    return [rule(statement, [(finding) => !all.some((isIt) => isIt(idsOf(finding)))])];
  },
  'skip-path': (values, statement, name) =>
    values.map((value) => {
      const expression = linearExpression(value, name);
      return rule(statement, [({ location }) => expression.test(placeOf(location).path ?? '')]);
    }),
  framework: (values, statement) => {
    if (values.includes('all')) return [];
    const own = values.flatMap((value) => frameworks[value] ?? []);
    return [rule(statement, [({ id }) => isOfFramework(id) && !own.some((one) => one.test(id))])];
  },
  'skip-framework': (values, statement) =>
    values.flatMap((value) => {
      const own = frameworks[value];
      return own === undefined ? [] : [rule(statement, [({ id }) => own.test(id)])];
    }),
};

const isOfFramework = (id: string): boolean => Object.values(frameworks).some((one) => one.test(id));

/** Keys that say how Checkov runs, and what says the same here. */
const elsewhere: Readonly<Record<string, string>> = {
  'soft-fail': 'without `--fail-on` nothing that is found ends a run with 3',
  'soft-fail-on': '`--fail-on` says what ends a run with 3',
  'hard-fail-on': '`--fail-on` says what ends a run with 3',
  directory: 'what is judged is named: `lint PATH`',
  file: 'what is judged is named: `lint PATH`',
  output: '`-o FORMAT` says it',
  'output-file-path': '`-o FORMAT=FILE` says it',
  baseline: '`--baseline REPORT` says it',
  'external-checks-dir': '`--checks FILE` takes checks of your own',
  'external-checks-git': '`--checks FILE` takes checks of your own',
  compact: 'it is about how Checkov prints',
  quiet: 'it is about how Checkov prints',
};

/**
 * `.checkov.yaml` (Checkov, "CLI command reference", `--config-file`): what it skips is set aside, and so is what it does not ask for; how it runs is told to have
 * no say here.
 */
export const checkovFormat: ExceptionFormat = {
  id: 'checkov',
  title,
  names: ['.checkov.yaml', '.checkov.yml'],
  looksLike: (text) => /^(?:skip-check|skip-path|skip-framework|soft-fail|external-checks-dir):/m.test(text),
  read,
};

async function read(bytes: Uint8Array, name: string): Promise<ReadRules> {
  const file = await readMapping(bytes, name);
  if (file === undefined) return { rules: [], leftOut: [] };
  const { value, document } = file;
  await loadLinearExpressions();
  const each = Object.keys(value).map((key): ReadRules => {
    const statement = `line ${document.keyPositionOf([key]).line} (${key})`;
    const reader = readers[key];
    if (reader === undefined)
      return { rules: [], leftOut: [{ statement, why: elsewhere[key] ?? 'it has no meaning here' }] };
    // One of several that is not understood takes nothing from the others, but for what is asked for: without it that would be less.
    const values = valuesOf(value, key).map((one) => ({ statement, one }));
    if (key === 'check' || key === 'framework') return together(reader, values, statement, name);
    const rules: ExceptionRule[] = [];
    const { leftOut } = readEach(values, ({ one }) => {
      rules.push(...understood(() => reader([one], statement, name)));
      return undefined;
    });
    return { rules, leftOut };
  });
  return { rules: each.flatMap(({ rules }) => rules), leftOut: each.flatMap(({ leftOut }) => leftOut) };
}

function together(
  reader: Reader,
  values: readonly { readonly one: string }[],
  statement: string,
  name: string,
): ReadRules {
  if (values.length === 0) return { rules: [], leftOut: [] };
  const rules: ExceptionRule[] = [];
  const { leftOut } = readEach([{ statement }], () => {
    rules.push(
      ...understood(() =>
        reader(
          values.map(({ one }) => one),
          statement,
          name,
        ),
      ),
    );
    return undefined;
  });
  return { rules, leftOut };
}

/** What a reader makes of it; an expression that is none is not understood, and that is no reason to refuse the file. */
function understood<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof SeaworthyError && error.code !== 'E_INTERNAL') throw new NotUnderstood(error.message);
    throw error;
  }
}

/** A list of texts, or one text with commas between. Nothing for what is neither. */
function valuesOf(value: JsonObject, key: string): readonly string[] {
  const given = field(value, key);
  const list = Array.isArray(given) ? given : [given];
  return list
    .filter((one) => typeof one === 'string')
    .flatMap((one) => (key === 'skip-path' ? [one] : one.split(',')))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
