import { defined } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import type { ImportedResult, ImportedRun, ImportFormat } from '../imported.ts';
import { notImported } from '../odd.ts';
import { at as inside, listAt, textAt } from '../words.ts';

const tool = 'kube-bench';

/** What it has judged by itself; `WARN` and anything else is not. */
const decided: ReadonlySet<string> = new Set(['PASS', 'FAIL', 'INFO']);

const controlsOf = (json: unknown): readonly unknown[] => {
  const all = Array.isArray(json) ? json : isObject(json) && 'Controls' in json ? listAt(json, 'Controls') : [json];
  return all.filter((one) => Array.isArray(inside(one, 'tests')) && textAt(one, 'node_type') !== undefined);
};

/** Reports of kube-bench (`--json`). */
export const kubeBenchImport: ImportFormat = {
  id: 'kube-bench',
  version: 1,
  title: 'kube-bench JSON',
  knows: ({ json }) => controlsOf(json).length > 0,
  read: ({ json, where }) => [readControls(controlsOf(json), where)],
};

function readControls(controls: readonly unknown[], where: string): ImportedRun {
  const results: ImportedResult[] = [];
  let open = 0;
  let judged = 0;
  for (const [index, control] of controls.entries()) {
    const benchmark = [textAt(control, 'version'), textAt(control, 'node_type')].filter(Boolean).join(' ');
    for (const [group, tests] of listAt(control, 'tests').entries())
      for (const [at, test] of listAt(tests, 'results').entries()) {
        const status = textAt(test, 'status');
        // A person has to look, or it could not be told.
        if (status === undefined || !decided.has(status)) open += 1;
        else judged += 1;
        const read =
          status === 'FAIL'
            ? readTest(test, benchmark, `Controls[${index}].tests[${group}].results[${at}]`)
            : undefined;
        if (read !== undefined) results.push(read);
      }
  }
  return {
    tool,
    results,
    lookedFor: ['misconfiguration'],
    files: judged,
    problems: [
      ...(open > 0
        ? [
            notImported(
              `kube-bench left ${open === 1 ? 'one control' : `${open} controls`} open: a person has to look`,
              where,
              tool,
            ),
          ]
        : []),
      ...(judged + open === 0 ? [notImported('kube-bench tells of no control that it judged', where, tool)] : []),
    ],
  };
}

function readTest(test: unknown, benchmark: string, at: string): ImportedResult {
  const number = textAt(test, 'test_number') ?? at;
  return {
    kind: 'misconfiguration',
    rule: `${benchmark} ${number}`.trim(),
    names: [],
    title: textAt(test, 'test_desc') ?? number,
    severity: 'unknown',
    places: [{ kind: 'whole' }],
    weaknesses: [],
    references: [],
    at,
    ...defined({
      severityWord: textAt(test, 'status'),
      advice: textAt(test, 'remediation'),
      observed: textAt(test, 'actual_value'),
      details: textAt(test, 'reason'),
    }),
  };
}
