import path from 'node:path';
import { readSecretRules, secretDetectors, secretScanner } from '../../src/phases/1-build/secrets/index.ts';
import { type Case, eachCase, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

const key = new TextEncoder().encode('suite');
const scanner = secretScanner({ key });
const bytesOf = (line: Case): Uint8Array => Buffer.from(textOf(line, 'inputBase64'), 'base64');

function hitsOf(place: string, line: Case): readonly { readonly detector: string; readonly line: number }[] {
  return scanner.scan(place, bytesOf(line)).hits;
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

/** What looks by the configuration of a case, as that scanner reads it. */
async function scannerUnder(config: string, name: string): Promise<typeof scanner> {
  return secretScanner({ key, rules: await readSecretRules(Buffer.from(config), name, () => undefined) });
}

async function judgeTrivy(line: Case): Promise<Outcome> {
  const config = typeof line.config === 'string' ? line.config : '';
  const under = await scannerUnder(config, 'trivy-secret.yaml');
  return compare(
    listOf(line, 'findings').map(({ startLine }) => startLine),
    under.scan(textOf(line, 'path'), bytesOf(line)).hits,
  );
}

/** The package of the rule that speaks: a preset has several. */
const packageOf = (message: Case, line: Case): string =>
  typeof message.rule === 'string' ? path.posix.basename(message.rule) : textOf(line, 'package');

async function judgeSecretlint(line: Case): Promise<Outcome> {
  const messages = listOf(line, 'messages');
  const missing = messages.map((message) => packageOf(message, line)).find((rule) => detectorsOf(rule).length === 0);
  if (missing !== undefined) return { why: `no detector for ${missing} yet` };
  if (messages.some((message) => isOneLetter(reportedText(message, line)))) {
    return { why: 'the value is one letter repeated: the cases of gitleaks say of the same value that it is no match' };
  }
  const under = typeof line.config === 'string' ? await scannerUnder(line.config, '.secretlintrc.json') : scanner;
  return compare(
    messages.map((message) => message.line),
    under.scan(textOf(line, 'file'), bytesOf(line)).hits,
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

const groups: readonly (readonly [string, (line: Case) => Outcome | Promise<Outcome>])[] = [
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
