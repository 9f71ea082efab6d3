import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChecks } from './find-checks.ts';

const ids = async (name: string): Promise<readonly string[]> => (await findChecks(name)).map(({ id }) => id);

test('a check is found by every name that people have seen for it', async () => {
  const privileged = await ids('kubernetes/privileged');
  assert.deepEqual(privileged, ['kubernetes/privileged']);
  assert.ok((await ids('privileged')).includes('pod-security/privileged'));
  for (const name of ['KSV017', 'KSV-0017', 'AVD-KSV-0017', 'ksv-17', ' avd-ksv-0017 '])
    assert.ok((await ids(name)).includes('kubernetes/privileged'), name);
  for (const name of ['DS002', 'DS-0002', 'AVD-DS-0002', 'CKV_DOCKER_3', 'dl3002'])
    assert.ok((await ids(name)).includes('dockerfile/root-user'), name);
  for (const name of ['KSV01011', 'AVD-KSV-01011', 'KSV-1011'])
    assert.deepEqual(await ids(name), ['kubernetes/authenticated-takeover'], name);
  for (const name of ['', 'KSV', 'KSV-9999', 'ksv-00017x']) await assert.rejects(findChecks(name), { code: 'E_USAGE' });
});

test('what adds NET_RAW is another check than what does not drop it', async () => {
  assert.deepEqual(await ids('AVD-KSV-0119'), ['kubernetes/capability-dangerous']);
});
