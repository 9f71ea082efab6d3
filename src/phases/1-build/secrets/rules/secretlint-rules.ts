import { SeaworthyError, whyOf } from '../../../../core/index.ts';
import { linearExpression, loadLinearExpressions } from '../../../../foundations/formats/index.ts';
import { bytesAsText, RuleTable } from './rule-table.ts';
import { type Allowance, noAllowance, type Rules } from './user-rule.ts';

/**
 * `.secretlintrc.json` (its documentation, "Configuration"): which of its rules are off, and what each lets pass (`allows`). Its rules are named, ours that
 * are about the same stand in for them, and all of ours are asked. Throws `E_FORMAT` or `E_LIMIT`.
 */
export async function readSecretlintRules(bytes: Uint8Array, name: string): Promise<Rules> {
  await loadLinearExpressions();
  const entries = new RuleTable(parsed(bytes, name), name)
    .tables('rules')
    .flatMap((one) => [one, ...one.tables('rules')]);
  const disabled = new Set(entries.filter((one) => one.on('disabled')).map(idOf));
  const allow = entries.flatMap((one): readonly Allowance[] => {
    const allows = [...one.texts('allows'), ...(one.table('options')?.texts('allows') ?? [])];
    const regexes = allows.map((text) => linearExpression(expressionOf(text), one.where));
    return regexes.length === 0 ? [] : [{ ...noAllowance, regexes, rules: [idOf(one)] }];
  });
  const notes = disabled.size > 0 ? [`${name} disables rules: ${[...disabled].join(', ')}`] : [];
  return { name, rules: [], isWanted: (ids) => !ids.some((id) => disabled.has(id)), allow, excluded: [], notes };
}

function parsed(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', 'not JSON', { where: name, why: whyOf(cause), cause });
  }
}

/** `@secretlint/secretlint-rule-aws` → `secretlint-rule-aws`. */
const idOf = (one: RuleTable): string => (one.text('id') ?? '').replace(/^.*\//, '');

/** `/text/i` is an expression of JavaScript; anything else is meant as it stands. */
function expressionOf(text: string): string {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) return bytesAsText(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const known = [...flags].filter((flag) => 'ims'.includes(flag)).join('');
  return bytesAsText(known === '' ? source : `(?${known})${source}`);
}
