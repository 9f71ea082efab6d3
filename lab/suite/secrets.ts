import { secretDetectors, secretScanner } from '../../src/phases/build/index.ts';
import { readCases, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

type Case = Readonly<Record<string, unknown>>;

/** Our detector for each rule of gitleaks that the suite knows. A rule that is not here is skipped. */
const ofGitleaks: Readonly<Record<string, string>> = {
  'beamer-api-token': 'beamer-token',
  'curl-auth-user': 'curl-credentials',
  'databricks-api-token': 'databricks-token',
  'discord-client-secret': 'discord-secret',
  'facebook-page-access-token': 'facebook-token',
  'flyio-access-token': 'flyio-token',
  'gcp-api-key': 'google-api-key',
  'github-app-token': 'github-token',
  'gitlab-pat': 'gitlab-token',
  'gitlab-ptt': 'gitlab-token',
  'gitlab-rrt': 'gitlab-token',
  'gitlab-runner-authentication-token-routable': 'gitlab-token',
  'grafana-service-account-token': 'grafana-token',
  'hubspot-api-key': 'hubspot-key',
  'huggingface-access-token': 'huggingface-token',
  'infracost-api-token': 'infracost-token',
  'openshift-user-token': 'openshift-token',
  'readme-api-token': 'readme-token',
  'slack-legacy-bot-token': 'slack-token',
  'slack-legacy-workspace-token': 'slack-token',
  'slack-user-token': 'slack-token',
  'sonar-api-token': 'sonar-token',
  'vault-service-token': 'vault-token',
};

/** Our detectors for the rules of a secretlint package. */
const ofSecretlint: Readonly<Record<string, string>> = {
  'secretlint-rule-1password': 'onepassword-token',
  'secretlint-rule-gitlab': 'gitlab-token',
  'secretlint-rule-groq': 'groq-key',
  'secretlint-rule-huggingface': 'huggingface-token',
};

const scanner = secretScanner({ key: new TextEncoder().encode('suite') });

function hitsOf(path: string, line: Case): readonly { readonly detector: string; readonly line: number }[] {
  return scanner.scan(path, Buffer.from(textOf(line, 'inputBase64'), 'base64')).hits;
}

function judgeGitleaks(line: Case, tally: Tally): void {
  const rule = textOf(line, 'rule');
  const name = `gitleaks ${textOf(line, 'id')}`;
  if (!tally.wants(name)) return;
  const wanted = ofGitleaks[rule];
  if (!secretDetectors.some(({ id }) => id === wanted)) {
    tally.skip('gitleaks', { case: name, why: `no detector for ${rule} yet` });
    return;
  }
  const path = typeof line.path === 'string' && line.path !== '' ? line.path : 'input.txt';
  const actual = hitsOf(path, line).some(({ detector }) => detector === wanted) ? 'match' : 'no-match';
  const expected = textOf(line, 'expect');
  if (actual === expected) tally.pass('gitleaks');
  else tally.fail('gitleaks', { case: name, expected, actual });
}

function judgeTrivy(line: Case, tally: Tally): void {
  const name = `trivy ${textOf(line, 'id')}`;
  if (!tally.wants(name)) return;
  const findings = Array.isArray(line.findings) ? (line.findings as readonly Case[]) : [];
  const config = typeof line.config === 'string' ? line.config : '';
  const isAboutOwnRules = findings.some(({ rule }) => config.includes(`id: ${rule}`));
  if (isAboutOwnRules || (config.includes('rules:\n') && findings.length === 0)) {
    tally.skip('trivy', { case: name, why: 'rules that a user writes are not there yet' });
    return;
  }
  const expected = findings.map(({ startLine }) => startLine).join(', ');
  const hits = hitsOf(textOf(line, 'path'), line);
  compare(tally, 'trivy', name, expected, hits.map((hit) => hit.line).join(', '));
}

function judgeSecretlint(line: Case, tally: Tally): void {
  const name = `secretlint ${textOf(line, 'id')}`;
  if (!tally.wants(name)) return;
  const messages = Array.isArray(line.messages) ? (line.messages as readonly Case[]) : [];
  if (line.config !== undefined || line.options !== undefined) {
    tally.skip('secretlint', { case: name, why: 'options of a rule are not there' });
    return;
  }
  const rule = textOf(line, 'package');
  if (messages.length > 0 && ofSecretlint[rule] === undefined) {
    tally.skip('secretlint', { case: name, why: `no detector for ${rule} yet` });
    return;
  }
  const expected = messages.map((message) => message.line).join(', ');
  compare(
    tally,
    'secretlint',
    name,
    expected,
    hitsOf(textOf(line, 'file'), line)
      .map((hit) => hit.line)
      .join(', '),
  );
}

function compare(tally: Tally, group: string, name: string, expected: string, actual: string): void {
  if (actual === expected) tally.pass(group);
  else tally.fail(group, { case: name, expected: `lines: ${expected}`, actual: `lines: ${actual}` });
}

const files: readonly (readonly [string, (line: Case, tally: Tally) => void])[] = [
  ['gitleaks.jsonl', judgeGitleaks],
  ['trivy.jsonl', judgeTrivy],
  ['secretlint.jsonl', judgeSecretlint],
];

/** Sample strings of three secret scanners: found or not found, and in which lines. */
export const secretsSuite: Suite = {
  name: 'secrets',
  async run(folder, options) {
    const tally = new Tally(options);
    for (const [file, judge] of files) {
      for (const line of await readCases(folder, file)) judge(line, tally);
    }
    return tally.result();
  },
};
