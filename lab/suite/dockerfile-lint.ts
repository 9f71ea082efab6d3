import path from 'node:path';
import { placeOf } from '../../src/core/index.ts';
import { expandWord } from '../../src/foundations/formats/index.ts';
import { type DockerfileCheck, dockerfileChecks, lintDockerfile } from '../../src/phases/1-build/checks/index.ts';
import { type Case, eachCase, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const checksFor = (rule: string): readonly DockerfileCheck[] =>
  dockerfileChecks.filter(({ aliases }) => aliases.includes(rule));

/** BuildKit's names of rules are words run together; those of the others have digits or marks in them. */
const isBuildkitRule = (alias: string): boolean => /^[A-Z][A-Za-z]+$/.test(alias);

/** The verdict of one rule on one file. */
function judgeCheckov(line: Case): Outcome {
  const rule = textOf(line, 'rule');
  const checks = checksFor(rule);
  if (checks.length === 0) return { why: `no check for ${rule} yet` };
  const { findings } = lintDockerfile('Dockerfile', bytes(textOf(line, 'dockerfile')), { checks });
  const actual = findings.length > 0 ? 'fail' : 'pass';
  const expected = textOf(line, 'expect');
  return actual === expected ? undefined : { expected, actual };
}

/** The set of (rule, line) that is told. */
function judgeBuildkit(line: Case): Outcome {
  const warnings = listOf(line, 'warnings');
  // What the linter is not given it cannot judge by: such a case says nothing of it, whatever comes out.
  if (line.options !== undefined) return { why: 'build arguments and check options cannot be given to the linter yet' };
  if (line.dockerignore !== undefined) return { why: 'the linter does not read .dockerignore yet' };
  const missing = warnings.map((warning) => textOf(warning, 'rule')).find((rule) => checksFor(rule).length === 0);
  if (missing !== undefined) return { why: `no check for ${missing} yet` };
  const expected = [...new Set(warnings.map((warning) => `${textOf(warning, 'rule')}:${warning.line}`))].sort();
  const { findings } = lintDockerfile('Dockerfile', bytes(textOf(line, 'dockerfile')));
  const found = findings
    .filter(({ suppression }) => suppression === undefined)
    .flatMap(({ aliases, location }) =>
      aliases.filter(isBuildkitRule).map((alias) => `${alias}:${placeOf(location).line}`),
    );
  const actual = [...new Set(found)].sort();
  return actual.join() === expected.join() ? undefined : { expected: expected.join(', '), actual: actual.join(', ') };
}

/** The expansion of a word. */
function judgeExpansion(line: Case): Outcome {
  const env = new Map(Object.entries(line.env as Readonly<Record<string, string>>));
  const expanded = expandWord(textOf(line, 'input'), env);
  const told: unknown[] = ['error' in expanded ? null : line.op === 'words' ? expanded.words : expanded.value];
  const wanted: unknown[] = [line.expect];
  if (line.used !== undefined && 'used' in expanded) {
    told.push([...expanded.used].sort(), [...expanded.unset].sort());
    wanted.push(line.used, line.unset);
  }
  const [expected, actual] = [JSON.stringify(wanted), JSON.stringify(told)];
  const says = line.errorContains;
  const isOtherError = typeof says === 'string' && 'error' in expanded && !expanded.error.includes(says);
  return actual === expected && !isOtherError ? undefined : { expected: `${expected} ${says ?? ''}`, actual };
}

interface Group {
  readonly group: string;
  readonly file: string;
  readonly name: (line: Case) => string;
  readonly judge: (line: Case) => Outcome;
}

const groups: readonly Group[] = [
  {
    group: 'checkov',
    file: 'checkov.jsonl',
    name: (line) => `checkov ${textOf(line, 'rule')}: ${textOf(line, 'id')}`,
    judge: judgeCheckov,
  },
  {
    group: 'buildkit',
    file: 'buildkit-checks.jsonl',
    name: (line) => `buildkit ${textOf(line, 'id')}`,
    judge: judgeBuildkit,
  },
  {
    group: 'shell expansion',
    file: 'shell-expansion.jsonl',
    name: (line) => `shell ${textOf(line, 'id')}: ${textOf(line, 'input')}`,
    judge: judgeExpansion,
  },
];

/** Dockerfile checks by the files of two other linters, and the expansion of words. */
export const dockerfileLintSuite: Suite = {
  name: 'dockerfile-lint',
  async run(folder, options) {
    const tally = new Tally(options);
    for (const { group, file, name, judge } of groups) {
      await eachCase(tally, path.join(folder, file), (line) => tally.judge(group, name(line), () => judge(line)));
    }
    return tally.result();
  },
};
