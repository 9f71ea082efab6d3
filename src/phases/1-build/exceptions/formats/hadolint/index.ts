import { field } from '../../../../../foundations/formats/index.ts';
import { ofKinds } from '../../conditions.ts';
import { NotUnderstood, readMapping } from '../../foreign-yaml.ts';
import { idForm } from '../../ids.ts';
import { readEach } from '../../read-each.ts';
import { type ExceptionFormat, noReason, type ReadRules } from '../../rule.ts';

const title = 'Hadolint’s configuration';

/** Keys that say something else than what is ignored, and what says the same here. */
const elsewhere: Readonly<Record<string, string>> = {
  override: '`--check-severity ID=SEVERITY` says it',
  'failure-threshold': '`--fail-on` says what ends a run with 3',
  'no-fail': 'without `--fail-on` nothing that is found ends a run with 3',
  format: '`-o FORMAT` says it',
  'no-color': '`--color never` says it',
  trustedRegistries: 'a gate says from where images may come',
  'label-schema': 'a check of your own says it: `--checks FILE`',
  'strict-labels': 'a check of your own says it: `--checks FILE`',
  'disable-ignore-pragma': 'comments that set something aside stay visible',
};

/** `.hadolint.yaml` (Hadolint's README, "Configure"): the rules that it ignores are set aside. */
export const hadolintFormat: ExceptionFormat = {
  id: 'hadolint',
  title,
  names: ['.hadolint.yaml', '.hadolint.yml', 'hadolint.yaml', 'hadolint.yml'],
  looksLike: (text) => /^(?:ignored|failure-threshold|trustedRegistries|strict-labels):/m.test(text),
  read,
};

async function read(bytes: Uint8Array, name: string): Promise<ReadRules> {
  const file = await readMapping(bytes, name);
  if (file === undefined) return { rules: [], leftOut: [] };
  const { value, document } = file;
  const each = Object.keys(value).map((key): ReadRules => {
    const statement = `line ${document.keyPositionOf([key]).line} (${key})`;
    if (key !== 'ignored')
      return { rules: [], leftOut: [{ statement, why: elsewhere[key] ?? 'it has no meaning here' }] };
    const ignored = field(value, key) ?? [];
    if (!Array.isArray(ignored)) return { rules: [], leftOut: [{ statement, why: 'it is no list' }] };
    const items = ignored.map((item: unknown, index) => ({
      item,
      statement: `line ${document.positionOf([key, index]).line}`,
    }));
    return readEach(items, ({ item, statement: at }) => {
      if (typeof item !== 'string' || item.trim() === '') throw new NotUnderstood('it is no id');
      return {
        statement: at,
        by: title,
        reason: noReason,
        ids: [idForm(item)],
        conditions: [ofKinds(['misconfiguration'])],
      };
    });
  });
  return { rules: each.flatMap(({ rules }) => rules), leftOut: each.flatMap(({ leftOut }) => leftOut) };
}
