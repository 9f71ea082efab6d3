import { defined } from '../../../../core/index.ts';
import type { ImportedResult, ImportedRun, ImportFormat } from '../imported.ts';
import { mostResults, notImported } from '../odd.ts';
import { countAt, listAt, textAt } from '../words.ts';

const tool = 'gitleaks';

/** Reports of gitleaks and betterleaks (`-f json`). */
export const gitleaksImport: ImportFormat = {
  id: 'gitleaks',
  version: 1,
  title: 'gitleaks JSON',
  // An empty list may be of anybody: it has to be named.
  knows: ({ json }, named) =>
    Array.isArray(json) &&
    (json.length === 0 ? named : json.slice(0, 10).every((one) => textAt(one, 'RuleID') !== undefined)),
  read: ({ json, where }) => [readGitleaks(listAt(json), where)],
};

function readGitleaks(all: readonly unknown[], where: string): ImportedRun {
  const read = all.slice(0, mostResults).map(readLeak);
  const results = read.filter((one) => one !== undefined);
  return {
    tool,
    results,
    lookedFor: ['secret'],
    problems: [
      ...(results.length < read.length ? [notImported('an entry has no rule', where, tool)] : []),
      ...(all.length > mostResults ? [notImported(`more than ${mostResults} results`, where, tool)] : []),
    ],
  };
}

function readLeak(one: unknown, index: number): ImportedResult | undefined {
  const rule = textAt(one, 'RuleID');
  if (rule === undefined) return undefined;
  const value = textAt(one, 'Secret');
  const commit = textAt(one, 'Commit');
  const isCommit = commit !== undefined && /^[0-9a-f]{7,64}$/i.test(commit);
  return {
    kind: 'secret',
    rule,
    names: [],
    title: textAt(one, 'Description') ?? rule,
    // gitleaks says of none how bad it is, and each opens something.
    severity: 'high',
    places: [
      {
        kind: 'file',
        path: textAt(one, 'File') ?? '',
        ...defined({ line: countAt(one, 1, 'StartLine'), column: countAt(one, 1, 'StartColumn') }),
      },
    ],
    weaknesses: [],
    references: [],
    at: `[${index}]`,
    ...defined({
      details: isCommit ? `Added by commit ${commit.slice(0, 12)}.` : undefined,
      ownFingerprint: textAt(one, 'Fingerprint'),
      secret: value === undefined || /^(?:REDACTED|\*+)$/.test(value) || value.endsWith('...') ? undefined : value,
    }),
  };
}
