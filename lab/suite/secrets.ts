import path from 'node:path';
import { secretDetectors, secretScanner } from '../../src/phases/1-build/secrets/index.ts';
import { type Case, eachCase, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

const scanner = secretScanner({ key: new TextEncoder().encode('suite') });

function hitsOf(place: string, line: Case): readonly { readonly detector: string; readonly line: number }[] {
  return scanner.scan(place, Buffer.from(textOf(line, 'inputBase64'), 'base64')).hits;
}

/** Our detectors for a rule of another scanner, by what the catalogue says of them. */
function detectorsOf(rule: string): readonly string[] {
  return secretDetectors.filter(({ id, aliases = [] }) => id === rule || aliases.includes(rule)).map(({ id }) => id);
}

function judgeGitleaks(line: Case): Outcome {
  const rule = textOf(line, 'rule');
  const wanted = detectorsOf(rule);
  if (wanted.length === 0) return { why: `no detector for ${rule} yet` };
  const place = typeof line.path === 'string' && line.path !== '' ? line.path : 'input.txt';
  const actual = hitsOf(place, line).some(({ detector }) => wanted.includes(detector)) ? 'match' : 'no-match';
  const expected = textOf(line, 'expect');
  return actual === expected ? undefined : { expected, actual };
}

function judgeTrivy(line: Case): Outcome {
  const findings = listOf(line, 'findings');
  const config = typeof line.config === 'string' ? line.config : '';
  const isAboutOwnRules = findings.some(({ rule }) => config.includes(`id: ${rule}`));
  if (isAboutOwnRules || (config.includes('rules:\n') && findings.length === 0)) {
    return { why: 'rules that a user writes are not there yet' };
  }
  return compare(
    findings.map(({ startLine }) => startLine),
    hitsOf(textOf(line, 'path'), line),
  );
}

/** The package of the rule that speaks: a preset has several. */
const packageOf = (message: Case, line: Case): string =>
  typeof message.rule === 'string' ? path.posix.basename(message.rule) : textOf(line, 'package');

function judgeSecretlint(line: Case): Outcome {
  const messages = listOf(line, 'messages');
  if (line.config !== undefined || line.options !== undefined) return { why: 'options of a rule are not there' };
  const missing = messages.map((message) => packageOf(message, line)).find((rule) => detectorsOf(rule).length === 0);
  if (missing !== undefined) return { why: `no detector for ${missing} yet` };
  if (messages.some((message) => isOneLetter(reportedText(message, line)))) {
    return { why: 'the value is one letter repeated: the cases of gitleaks say of the same value that it is no match' };
  }
  return compare(
    messages.map((message) => message.line),
    hitsOf(textOf(line, 'file'), line),
  );
}

/** What a message is about, as it stands in the input. */
function reportedText({ range }: Case, line: Case): string {
  const [start, end] = Array.isArray(range) ? range.map(Number) : [];
  return Buffer.from(textOf(line, 'inputBase64'), 'base64').toString().slice(start, end);
}

/** `hf_xxxxxxxx`: a prefix, then twenty times the same. */
const isOneLetter = (value: string): boolean => /(\w)\1{19}$/.test(value);

function compare(lines: readonly unknown[], hits: readonly { readonly line: number }[]): Outcome {
  const [expected, actual] = [lines.join(', '), hits.map(({ line }) => line).join(', ')];
  return actual === expected ? undefined : { expected: `lines: ${expected}`, actual: `lines: ${actual}` };
}

const groups: readonly (readonly [string, (line: Case) => Outcome])[] = [
  ['gitleaks', judgeGitleaks],
  ['trivy', judgeTrivy],
  ['secretlint', judgeSecretlint],
];

/** Sample strings of three secret scanners: found or not found, and in which lines. */
export const secretsSuite: Suite = {
  name: 'secrets',
  async run(folder, options) {
    const tally = new Tally(options);
    for (const [group, judge] of groups) {
      await eachCase(tally, path.join(folder, `${group}.jsonl`), (line) =>
        tally.judge(group, `${group} ${textOf(line, 'id')}`, () => judge(line)),
      );
    }
    return tally.result();
  },
};
