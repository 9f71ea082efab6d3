import { expandWord } from '../../src/foundations/formats/index.ts';
import { type DockerfileCheck, dockerfileChecks, lintDockerfile } from '../../src/phases/build/index.ts';
import { readCases, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

type Case = Readonly<Record<string, unknown>>;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const checksFor = (rule: string): readonly DockerfileCheck[] =>
  dockerfileChecks.filter(({ aliases }) => aliases.includes(rule));

/** BuildKit's own rules that we have under another id. */
const buildkitRules = [...new Set(dockerfileChecks.flatMap(({ aliases }) => aliases))].filter((alias) =>
  /^[A-Z][a-z]+[A-Z]\w+$/.test(alias),
);

/** The verdict of one rule on one file. */
function judgeCheckov(line: Case, tally: Tally): void {
  const [rule, id] = [textOf(line, 'rule'), textOf(line, 'id')];
  const name = `checkov ${rule}: ${id}`;
  if (!tally.wants(name)) return;
  const checks = checksFor(rule);
  if (checks.length === 0) {
    tally.skip('checkov', { case: name, why: `no check for ${rule} yet` });
    return;
  }
  const { findings } = lintDockerfile('Dockerfile', bytes(textOf(line, 'dockerfile')), { checks });
  const actual = findings.length > 0 ? 'fail' : 'pass';
  const expected = textOf(line, 'expect');
  if (actual === expected) tally.pass('checkov');
  else tally.fail('checkov', { case: name, expected, actual });
}

/** The set of (rule, line) that is told. */
function judgeBuildkit(line: Case, tally: Tally): void {
  const name = `buildkit ${textOf(line, 'id')}`;
  if (!tally.wants(name)) return;
  const warnings = Array.isArray(line.warnings) ? (line.warnings as readonly Case[]) : [];
  const expected = [...new Set(warnings.map((warning) => `${textOf(warning, 'rule')}:${warning.line}`))].sort();
  const missing = warnings.map((warning) => textOf(warning, 'rule')).find((rule) => checksFor(rule).length === 0);
  if (missing !== undefined) {
    tally.skip('buildkit', { case: name, why: `no check for ${missing} yet` });
    return;
  }
  const { findings } = lintDockerfile('Dockerfile', bytes(textOf(line, 'dockerfile')));
  const found = findings
    .filter(({ suppression }) => suppression === undefined)
    .flatMap(({ aliases, location }) =>
      aliases
        .filter((alias) => buildkitRules.includes(alias))
        .slice(0, 1)
        .map((alias) => `${alias}:${location.line}`),
    );
  const actual = [...new Set(found)].sort();
  if (actual.join() === expected.join()) tally.pass('buildkit');
  else tally.fail('buildkit', { case: name, expected: expected.join(', '), actual: actual.join(', ') });
}

/** The expansion of a word. */
function judgeExpansion(line: Case, tally: Tally): void {
  const input = textOf(line, 'input');
  const name = `shell ${textOf(line, 'id')}: ${input}`;
  if (!tally.wants(name)) return;
  const expanded = expandWord(input, new Map(Object.entries(line.env as Readonly<Record<string, string>>)));
  const told: unknown[] = ['error' in expanded ? null : line.op === 'words' ? expanded.words : expanded.value];
  const wanted: unknown[] = [line.expect];
  if (line.used !== undefined && 'used' in expanded) {
    told.push([...expanded.used].sort(), [...expanded.unset].sort());
    wanted.push(line.used, line.unset);
  }
  const [expected, actual] = [JSON.stringify(wanted), JSON.stringify(told)];
  const says = line.errorContains;
  const isOtherError = typeof says === 'string' && 'error' in expanded && !expanded.error.includes(says);
  if (actual === expected && !isOtherError) tally.pass('shell expansion');
  else tally.fail('shell expansion', { case: name, expected: `${expected} ${says ?? ''}`, actual });
}

const files: readonly (readonly [string, (line: Case, tally: Tally) => void])[] = [
  ['checkov.jsonl', judgeCheckov],
  ['buildkit-checks.jsonl', judgeBuildkit],
  ['shell-expansion.jsonl', judgeExpansion],
];

/** Dockerfile checks by the files of two other linters, and the expansion of words. */
export const dockerfileLintSuite: Suite = {
  name: 'dockerfile-lint',
  async run(folder, options) {
    const tally = new Tally(options);
    for (const [file, judge] of files) {
      for (const line of await readCases(folder, file)) judge(line, tally);
    }
    return tally.result();
  },
};
