import { SeaworthyError, whyOf } from '../../../../../core/index.ts';
import { field, isObject } from '../../../../../foundations/formats/index.ts';
import { idForm } from '../../ids.ts';
import {
  type ExceptionFormat,
  type ExceptionRule,
  fileLimits,
  type LeftOutRule,
  noReason,
  type ReadRules,
} from '../../rule.ts';

const title = 'gitleaks’ baseline or ignore file';

/** `file:rule:line`, with the commit before where it is of a history (gitleaks, "Fingerprint"). */
const fingerprint = /^(?:[0-9a-f]{7,64}:)?(?<file>.{1,4096}):(?<rule>[\w.-]{1,200}):(?<line>\d{1,9})$/;

/**
 * What gitleaks found before (a JSON report, `--baseline-path`) and `.gitleaksignore` (its README): each entry sets aside one secret of one rule, by ours that
 * are about the same, at one line of one file. The value, which a report may hold, is not looked at.
 */
export const gitleaksFormat: ExceptionFormat = {
  id: 'gitleaks',
  title,
  names: ['.gitleaksignore'],
  looksLike: (text) => {
    // A baseline in which nothing was found is an empty list, which no other form has.
    if (/^\s*\[\s*(?:\]\s*$|\{[\s\S]{0,20000}"RuleID")/.test(text)) return true;
    const lines = linesOf(text);
    return lines.length > 0 && lines.every(({ line }) => fingerprint.test(line));
  },
  read: (bytes, name) => {
    const text = new TextDecoder().decode(bytes);
    return Promise.resolve(/^\s*\[/.test(text) ? readReport(text, name) : readIgnored(text));
  },
};

const linesOf = (text: string): readonly { readonly line: string; readonly number: number }[] =>
  text
    .split('\n')
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));

function readReport(text: string, name: string): ReadRules {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', 'not JSON', { where: name, why: whyOf(cause), cause });
  }
  if (!Array.isArray(entries)) throw new SeaworthyError('E_FORMAT', 'no list of findings', { where: name });
  if (entries.length > fileLimits.rules)
    throw new SeaworthyError('E_LIMIT', `more than ${fileLimits.rules} exceptions in one file`, { where: name });
  return sorted(
    entries.map((entry: unknown, at) => {
      const statement = `finding ${at + 1}`;
      const [rule, file, line] = [field(entry, 'RuleID'), field(entry, 'File'), field(entry, 'StartLine')];
      return isObject(entry) && typeof rule === 'string' && typeof file === 'string' && typeof line === 'number'
        ? ruleOf(statement, rule, file, line)
        : { statement, why: '"RuleID", "File" and "StartLine" are not all there' };
    }),
  );
}

function readIgnored(text: string): ReadRules {
  return sorted(
    linesOf(text).map(({ line, number }) => {
      const statement = `line ${number}`;
      const groups = fingerprint.exec(line)?.groups;
      return groups === undefined
        ? { statement, why: 'it is no fingerprint of gitleaks' }
        : ruleOf(statement, groups.rule ?? '', groups.file ?? '', Number(groups.line));
    }),
  );
}

function ruleOf(statement: string, rule: string, file: string, line: number): ExceptionRule {
  const path = file.replace(/^\.?\//, '');
  return {
    statement,
    by: title,
    reason: noReason,
    ids: [idForm(rule), idForm(`custom/${rule}`)],
    conditions: [
      ({ kind, location }) =>
        kind === 'secret' &&
        'path' in location &&
        location.path === path &&
        'line' in location &&
        location.line === line,
    ],
  };
}

function sorted(read: readonly (ExceptionRule | LeftOutRule)[]): ReadRules {
  return {
    rules: read.filter((one): one is ExceptionRule => !('why' in one)),
    leftOut: read.filter((one): one is LeftOutRule => 'why' in one),
  };
}
