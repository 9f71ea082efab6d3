import { defined, type FindingKind } from '../../../../../core/index.ts';
import { anyOf, atPath, doublestar, ofKinds, ofPurl } from '../../conditions.ts';
import { endAtStartOf, itemsOf, knownKeys, NotUnderstood, readMapping, textOf, textsOf } from '../../foreign-yaml.ts';
import { idForm } from '../../ids.ts';
import { readEach } from '../../read-each.ts';
import { type ExceptionFormat, type ExceptionRule, type Fits, noReason, type ReadRules } from '../../rule.ts';

const title = 'Trivy’s ignore file in YAML';

/** The lists of the file, and the kinds of findings that each is about. */
const lists: Readonly<Record<string, readonly FindingKind[]>> = {
  vulnerabilities: ['vulnerability', 'malware'],
  misconfigurations: ['misconfiguration'],
  secrets: ['secret'],
  licenses: ['licence'],
};

/** `.trivyignore.yaml` (Trivy documentation, "Filtering", "trivyignore.yaml"): `id`, `paths`, `purls`, `expired_at` and `statement` of each. */
export const trivyignoreYamlFormat: ExceptionFormat = {
  id: 'trivyignore-yaml',
  title,
  names: ['.trivyignore.yaml', '.trivyignore.yml', 'trivyignore.yaml', 'trivyignore.yml'],
  looksLike: (text) => /^(?:vulnerabilities|misconfigurations|secrets|licenses):[ \t]{0,8}\r?$/m.test(text),
  read,
};

async function read(bytes: Uint8Array, name: string): Promise<ReadRules> {
  const file = await readMapping(bytes, name);
  if (file === undefined) return { rules: [], leftOut: [] };
  const { value, document } = file;
  const each = Object.keys(value).map((key): ReadRules => {
    const kinds = lists[key];
    if (kinds === undefined)
      return { rules: [], leftOut: [{ statement: JSON.stringify(key), why: 'it is not known' }] };
    try {
      return readEach(itemsOf(value, document, key), ({ item, statement }) => readRule(item, statement, kinds));
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      return { rules: [], leftOut: [{ statement: key, why: error.message }] };
    }
  });
  return { rules: each.flatMap(({ rules }) => rules), leftOut: each.flatMap(({ leftOut }) => leftOut) };
}

function readRule(item: unknown, statement: string, kinds: readonly FindingKind[]): ExceptionRule {
  const rule = knownKeys(item, ['id', 'paths', 'purls', 'expired_at', 'statement']);
  const id = textOf(rule, 'id');
  if (id === undefined) throw new NotUnderstood('it has no id');
  const end = textOf(rule, 'expired_at');
  const until = end === undefined ? undefined : endAtStartOf(end);
  return {
    statement,
    by: title,
    reason: textOf(rule, 'statement') ?? noReason,
    ...defined({ until }),
    ids: [idForm(id)],
    conditions: [ofKinds(kinds), ...pathsOf(textsOf(rule, 'paths')), ...purlsOf(textsOf(rule, 'purls'))],
  };
}

function pathsOf(patterns: readonly string[] | undefined): readonly Fits[] {
  if (patterns === undefined) return [];
  return [
    atPath(
      patterns.map((pattern) => {
        const fits = doublestar(pattern);
        if (fits === undefined)
          throw new NotUnderstood(`the path ${JSON.stringify(pattern)} has marks that are not known`);
        return fits;
      }),
    ),
  ];
}

function purlsOf(purls: readonly string[] | undefined): readonly Fits[] {
  if (purls === undefined) return [];
  return [
    anyOf(
      purls.map((purl) => {
        const match = ofPurl(purl);
        if (match === undefined) throw new NotUnderstood(`${JSON.stringify(purl)} is no package URL`);
        return match;
      }),
    ),
  ];
}
