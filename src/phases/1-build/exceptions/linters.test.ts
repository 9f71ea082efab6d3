import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherFinding } from '../../../../lab/fixtures/index.ts';
import type { Finding, Subject } from '../../../core/index.ts';
import { applyExceptions } from './apply.ts';
import { readExceptions } from './read-exceptions.ts';

const subject: Subject = { kind: 'files', name: '.', content: 'sources', path: '' };
const finding = (id: string, path: string, aliases: readonly string[]): Finding => ({
  ...otherFinding({ kind: 'misconfiguration', id, subject, location: { kind: 'file', path } }),
  aliases,
});
const findings: readonly Finding[] = [
  finding('dockerfile/root-user', 'app/Dockerfile', ['CKV_DOCKER_3', 'DL3002']),
  finding('dockerfile/no-healthcheck', 'test/Dockerfile', ['CKV_DOCKER_2']),
  finding('kubernetes/privileged', 'deploy/web.yaml', ['CKV_K8S_16', 'KSV-0017']),
  finding('kubernetes/host-pid', 'deploy/web.yaml', []),
  { ...finding('secret/x', 'app/Dockerfile', ['CKV_SECRET_1']), kind: 'secret' } as Finding,
];

async function apply(name: string, text: string): Promise<{ readonly ids: string; readonly told: string }> {
  const file = await readExceptions(new TextEncoder().encode(text), name);
  const applied = applyExceptions({ findings, subject, packages: [] }, [file], new Date('2026-06-15T12:00:00Z'));
  const aside = applied.findings.filter(({ suppression }) => suppression !== undefined);
  return {
    ids: aside.map(({ id }) => id.replace(/^.*\//, '')).join(' '),
    told: applied.problems.map(({ message }) => message).join('; '),
  };
}

for (const [what, name, text, ids, told = /^$/] of [
  ['ids', '.checkov.yaml', 'skip-check:\n  - CKV_DOCKER_3\n  - CKV_K8S_16\n', 'root-user privileged'],
  ['ids in one text', '.checkov.yml', 'skip-check: CKV_DOCKER_3, ckv_k8s_16\n', 'root-user privileged'],
  ['a pattern', '.checkov.yaml', 'skip-check: [CKV_DOCKER*]\n', 'root-user no-healthcheck'],
  ['what is not asked for', '.checkov.yaml', 'check: [CKV_DOCKER_3]\n', 'no-healthcheck privileged host-pid'],
  ['paths', '.checkov.yaml', 'skip-path: ["^test/", "\\\\.yaml$"]\n', 'no-healthcheck privileged host-pid'],
  ['a framework', '.checkov.yaml', 'framework: dockerfile\n', 'privileged host-pid'],
  ['every framework', '.checkov.yaml', 'framework: [all]\n', ''],
  [
    'frameworks that are none of ours',
    '.checkov.yaml',
    'framework: [terraform]\n',
    'root-user no-healthcheck privileged host-pid',
  ],
  ['a framework that is skipped', '.checkov.yaml', 'skip-framework: [kubernetes, terraform]\n', 'privileged host-pid'],
  ['a severity', '.checkov.yaml', 'skip-check: [LOW, CKV_DOCKER_3]\n', 'root-user', /LOW is a severity/],
  ['a severity that is asked for', '.checkov.yaml', 'check: [HIGH, CKV_DOCKER_3]\n', '', /HIGH is a severity/],
  ['no expression', '.checkov.yaml', 'skip-path: ["("]\n', '', /no regular expression/],
  [
    'how it runs',
    '.checkov.yaml',
    'soft-fail: true\nfoo: 1\nquiet: true\n',
    '',
    /soft-fail\) is not applied: without `--fail-on`.*foo\) is not applied: it has no meaning/,
  ],
  ['another name', 'config.yaml', 'skip-check: [CKV_DOCKER_3]\nquiet: true\n', 'root-user', /quiet/],
  ['nothing', '.checkov.yaml', '', ''],
  ['rules of Hadolint', '.hadolint.yaml', 'ignored:\n  - DL3002\n  - DL9999\n', 'root-user', /DL9999|dl9999/],
  [
    'more of Hadolint',
    '.hadolint.yml',
    'ignored: [3]\noverride: { error: [DL3002] }\ntrustedRegistries: [a.example]\n',
    '',
    /line 1 is not applied: it is no id.*override.*trustedRegistries/,
  ],
] as const)
  test(`configuration of a linter: ${what}`, async () => {
    const got = await apply(name, text);
    assert.equal(got.ids, ids);
    assert.match(got.told, told);
  });

test('a configuration that is no mapping is refused', async () => {
  for (const name of ['.checkov.yaml', '.hadolint.yaml'])
    for (const text of ['- a\n', 'a: 1\n---\nb: 2\n', 'a: [\n'])
      await assert.rejects(apply(name, text), { code: 'E_FORMAT' });
});
