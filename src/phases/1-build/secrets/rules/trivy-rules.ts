import { defined, SeaworthyError, type Severity, severities } from '../../../../core/index.ts';
import {
  linearExpression,
  loadLinearExpressions,
  loadYaml,
  readYamlText,
} from '../../../../foundations/formats/index.ts';
import { bytesAsText, RuleTable } from './rule-table.ts';
import { type Allowance, noAllowance, type Rules, type UserRule } from './user-rule.ts';

const limits = { maxBytes: 2 * 1024 * 1024, maxDepth: 32 } as const;

/**
 * Places that Trivy leaves out unless it is told otherwise (its documentation, "Secret scanning", recommendations and built-in allow rules): whoever
 * hands over its configuration means these too, by their ids.
 */
const builtInAllowed: readonly (readonly [string, string])[] = [
  ['tests', '(?i)(?:^test|/test|-test|_test|\\.test)'],
  ['examples', 'example'],
  ['vendor', '/vendor/'],
  ['usr-dirs', '^usr/(?:share|include|lib)/'],
  ['locale-dir', 'locales?/'],
  ['markdown', '\\.md$'],
  ['node.js', '^opt/yarn-v[\\d.]+/'],
  ['golang', '^usr/local/go/'],
  ['python', '^usr/local/lib/python[\\d.]+/'],
  ['rubygems', '^usr/lib/gems/'],
  ['wordpress', '(?i)wp-includes/'],
  ['anaconda-log', '^var/log/anaconda/'],
];

/** `trivy-secret.yaml` (Trivy's documentation, "Secret scanning: configuration"): custom and allow rules, stretches to leave out, rules that are on or off. Throws `E_FORMAT` or `E_LIMIT`. */
export async function readTrivyRules(bytes: Uint8Array, name: string): Promise<Rules> {
  await loadYaml();
  await loadLinearExpressions();
  const [document, ...more] = readYamlText(bytes, name, limits);
  if (more.length > 0) throw new SeaworthyError('E_FORMAT', 'more than one document', { where: name });
  const top = new RuleTable(document ?? {}, name);
  const [enabled, disabled] = [new Set(top.texts('enable-builtin-rules')), new Set(top.texts('disable-rules'))];
  const disabledAllow = new Set(top.texts('disable-allow-rules'));
  const custom = top.tables('rules').map(ruleOf);
  const rules = custom.filter(({ id }) => !disabled.has(id));
  const builtIn = builtInAllowed
    .filter(([id]) => !disabledAllow.has(id))
    .map(([id, path]) => ({ ...noAllowance, description: id, paths: [linearExpression(path, name)] }));
  const own = top.tables('allow-rules').filter((table) => !disabledAllow.has(table.text('id') ?? ''));
  const notes: string[] = [];
  if (enabled.size > 0) notes.push(`${name} wants these of the built-in rules alone: ${[...enabled].join(', ')}`);
  if (disabled.size > 0) notes.push(`${name} disables rules: ${[...disabled].join(', ')}`);
  return {
    name,
    rules,
    isWanted: (ids) => (enabled.size === 0 || ids.some((id) => enabled.has(id))) && !ids.some((id) => disabled.has(id)),
    allow: [...builtIn, ...own.map(allowanceOf)],
    excluded: top.table('exclude-block')?.expressions('regexes') ?? [],
    notes,
  };
}

function allowanceOf(table: RuleTable): Allowance {
  const [regex, path] = [table.expression('regex'), table.expression('path')];
  return {
    ...noAllowance,
    description: table.text('id') ?? table.text('description') ?? '',
    regexes: regex === undefined ? [] : [regex],
    paths: path === undefined ? [] : [path],
  };
}

function ruleOf(table: RuleTable): UserRule {
  const id = table.text('id');
  const regex = table.expression('regex');
  if (id === undefined || regex === undefined)
    throw new SeaworthyError('E_FORMAT', 'a rule needs "id" and "regex"', { where: table.where });
  return {
    id,
    title: table.text('title') ?? id,
    severity: severityOf(table),
    regex,
    ...defined({ path: table.expression('path'), group: table.text('secret-group-name') }),
    keywords: table.texts('keywords').map((word) => bytesAsText(word.toLowerCase())),
    wholeMatch: true,
    allow: table.tables('allow-rules').map(allowanceOf),
    excluded: table.table('exclude-block')?.expressions('regexes') ?? [],
    required: [],
    silent: false,
  };
}

function severityOf(table: RuleTable): Severity {
  const word = (table.text('severity') ?? 'unknown').toLowerCase();
  return severities.find((severity) => severity === word) ?? 'unknown';
}
