import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject } from '../../../../../foundations/formats/index.ts';
import { itemsOf, knownKeys, NotUnderstood, readMapping, textOf } from '../../foreign-yaml.ts';
import { idForm } from '../../ids.ts';
import { readEach } from '../../read-each.ts';
import { type ExceptionFormat, type ExceptionRule, type Fits, noReason, type ReadRules } from '../../rule.ts';
import { packageConditions } from './package-conditions.ts';
import { ruleConditions } from './rule-conditions.ts';

const title = 'Grype’s configuration';
const keys = [
  'vulnerability',
  'include-aliases',
  'reason',
  'namespace',
  'fix-state',
  'package',
  'vex-status',
  'vex-justification',
  'match-type',
];

/**
 * The `ignore` list of `.grype.yaml` (Grype documentation, "Specifying matches to ignore"): all that a rule states must hold, and a rule that states nothing is
 * about nothing. Whatever else stands in the file is about Grype.
 */
export const grypeFormat: ExceptionFormat = {
  id: 'grype',
  title,
  names: ['.grype.yaml', '.grype.yml', 'grype.yaml', 'grype.yml'],
  looksLike: (text) => /^ignore:[ \t]{0,8}\r?$/m.test(text),
  read,
};

async function read(bytes: Uint8Array, name: string): Promise<ReadRules> {
  const file = await readMapping(bytes, name);
  if (file === undefined) return { rules: [], leftOut: [] };
  try {
    return readEach(itemsOf(file.value, file.document, 'ignore'), ({ item, statement }) => readRule(item, statement));
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    throw new SeaworthyError('E_FORMAT', 'exceptions that are not understood', { where: name, why: error.message });
  }
}

function readRule(item: unknown, statement: string): ExceptionRule | undefined {
  const rule = knownKeys(item, keys);
  if (textOf(rule, 'vex-status') !== undefined || textOf(rule, 'vex-justification') !== undefined)
    throw new NotUnderstood('it is about statements of VEX documents, which set aside by themselves');
  const found = field(rule, 'package') ?? {};
  if (!isObject(found)) throw new NotUnderstood('package is no mapping');
  const conditions: readonly Fits[] = [...ruleConditions(rule), ...packageConditions(found)];
  const id = textOf(rule, 'vulnerability');
  if (id === undefined && conditions.length === 0) return undefined;
  // Malware is set aside by its own id alone.
  const flaws: Fits = ({ kind }) => kind === 'vulnerability' || (kind === 'malware' && id !== undefined);
  return {
    statement,
    by: title,
    reason: textOf(rule, 'reason') ?? noReason,
    ...(id === undefined ? {} : { ids: [idForm(id)] }),
    conditions: [flaws, ...conditions],
  };
}
