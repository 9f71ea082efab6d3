import { defined, SeaworthyError } from '../../../../core/index.ts';
import { loadLinearExpressions, loadToml, readToml } from '../../../../foundations/formats/index.ts';
import { bytesAsText, mostRules, RuleTable } from './rule-table.ts';
import type { Allowance, RequiredRule, Rules, UserRule } from './user-rule.ts';

/** Reads a file that another one extends; undefined where it may not be read. */
export type ReadBeside = (path: string) => Uint8Array | undefined;

/** Files that extend one another; gitleaks itself goes two deep. */
const deepest = 4;
const maxBytes = 4 * 1024 * 1024;

/** RuleTable that change what is found and are not understood: betterleaks' programs (expr-lang), which are not run. */
const programs = ['prefilter', 'filter', 'validate'] as const;

/**
 * The configuration of gitleaks (its README, "Configuration"; v8.28) and of betterleaks, which has the same tables: rules, lists of what is allowed, and
 * `[extend]`. Without `useDefault` the rules of the file are all that is asked for, as there; with it, ours stand in for theirs. Throws `E_FORMAT` or
 * `E_LIMIT`.
 */
export async function readGitleaksRules(bytes: Uint8Array, name: string, beside: ReadBeside): Promise<Rules> {
  await loadToml();
  await loadLinearExpressions();
  return merged(new RuleTable(readToml(bytes, name, { maxBytes }), name), name, beside, deepest);
}

function merged(top: RuleTable, name: string, beside: ReadBeside, left: number): Rules {
  const extend = top.table('extend');
  const usesOurs = extend?.on('useDefault') ?? false;
  const path = extend?.text('path');
  const base = path === undefined || path === '' ? undefined : extended(path, name, beside, left);
  const disabled = new Set(extend?.texts('disabledRules') ?? []);
  const own = top.tables('rules').map((table) => ({ table, id: table.text('id') ?? '' }));
  const known = new Map((base?.rules ?? []).filter(({ id }) => !disabled.has(id)).map((rule) => [rule.id, rule]));
  const notes = [...(base?.notes ?? []), ...notUnderstood(top, name)];
  const allow = [...(base?.allow ?? []), ...allowances(top)];
  for (const { table, id } of own) {
    if (id === '') throw new SeaworthyError('E_FORMAT', 'a rule without id', { where: table.where });
    const before = known.get(id);
    if (disabled.has(id)) continue;
    const isOfOurs = before === undefined && !table.has('regex') && !table.has('path');
    // A rule of theirs that is only given more to allow: what it allows holds for ours that are about the same.
    if (isOfOurs) allow.push(...allowances(table).map((one) => ({ ...one, rules: [id] })));
    else known.set(id, ruleOf(table, id, before));
    notes.push(...notUnderstood(table, name));
  }
  if (known.size > mostRules) throw new SeaworthyError('E_LIMIT', `more than ${mostRules} rules`, { where: name });
  const wantsOurs = (ids: readonly string[]): boolean =>
    (usesOurs || (base?.isWanted(ids) ?? false)) && !ids.some((id) => disabled.has(id));
  if (!usesOurs && base === undefined)
    notes.push(`${name} has no "useDefault = true" under [extend]: only its own rules were looked for`);
  if (disabled.size > 0) notes.push(`${name} disables rules: ${[...disabled].join(', ')}`);
  return { name, rules: [...known.values()], isWanted: wantsOurs, allow, excluded: [], notes };
}

function extended(path: string, name: string, beside: ReadBeside, left: number): Rules {
  if (left === 0) throw new SeaworthyError('E_LIMIT', `more than ${deepest} files extend one another`, { where: name });
  const bytes = beside(path);
  if (bytes === undefined)
    throw new SeaworthyError('E_FORMAT', 'the file that it extends is not there', { where: name, why: path });
  return merged(new RuleTable(readToml(bytes, path, { maxBytes }), path), path, beside, left - 1);
}

/** What stands in a table and says what to leave out, in a language that is not read: nothing is left out for it. */
function notUnderstood(table: RuleTable, name: string): readonly string[] {
  const there = programs.filter((one) => table.has(one));
  return there.length === 0
    ? []
    : [
        `${name}: "${there.join('", "')}" of ${table.text('id') ?? 'the file'} is a program and was not run, so more may be told`,
      ];
}

/** A rule, on top of the one of the same id that was extended: what it says counts, what it does not say stays. */
function ruleOf(table: RuleTable, id: string, before: UserRule | undefined): UserRule {
  const keywords = table.texts('keywords').map((word) => bytesAsText(word.toLowerCase()));
  const group = table.number('secretGroup') ?? table.number('valueGroup');
  const required = table.tables('required').map(requiredOf);
  const regex = table.expression('regex') ?? before?.regex;
  const path = table.expression('path') ?? before?.path;
  const entropy = table.number('entropy') ?? before?.entropy;
  if (group !== undefined && (group < 0 || !Number.isInteger(group)))
    throw new SeaworthyError('E_FORMAT', 'the number of a group is expected', { where: table.where });
  return {
    id,
    title: table.text('description') ?? before?.title ?? id,
    severity: before?.severity ?? 'high',
    ...defined({ regex, path, entropy, group: group === undefined || group === 0 ? before?.group : group }),
    keywords: [...new Set([...(before?.keywords ?? []), ...keywords])],
    wholeMatch: false,
    allow: [...(before?.allow ?? []), ...allowances(table)],
    excluded: [],
    required: required.length > 0 ? required : (before?.required ?? []),
    silent: table.on('skipReport') || (before?.silent ?? false),
  };
}

function requiredOf(table: RuleTable): RequiredRule {
  const id = table.text('id');
  if (id === undefined) throw new SeaworthyError('E_FORMAT', 'a required rule without id', { where: table.where });
  return { id, ...defined({ withinLines: table.number('withinLines'), withinColumns: table.number('withinColumns') }) };
}

function allowances(table: RuleTable): readonly Allowance[] {
  return [...table.tables('allowlist'), ...table.tables('allowlists')].map((one): Allowance => {
    const condition = (one.text('condition') ?? 'OR').toUpperCase();
    const target = one.text('regexTarget') ?? 'secret';
    if (!['OR', '||', 'AND', '&&'].includes(condition))
      throw new SeaworthyError('E_FORMAT', '"condition" is OR or AND', { where: one.where });
    if (target !== 'secret' && target !== 'match' && target !== 'line')
      throw new SeaworthyError('E_FORMAT', '"regexTarget" is secret, match or line', { where: one.where });
    const rules = one.texts('targetRules');
    return {
      description: one.text('description') ?? '',
      all: condition === 'AND' || condition === '&&',
      paths: one.expressions('paths'),
      regexes: one.expressions('regexes'),
      target,
      stopwords: one.texts('stopwords').map((word) => bytesAsText(word.toLowerCase())),
      commits: one.texts('commits').map((commit) => commit.toLowerCase()),
      ...(rules.length > 0 ? { rules } : {}),
    };
  });
}
