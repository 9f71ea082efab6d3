import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '../../core/index.ts';
import { offlineSettings } from '../settings.ts';
import { gateCheck } from './gate-check.ts';

test('the gate takes no scheme for the name of an image', async () => {
  const gate = {
    bytes: Buffer.from('gate: 1\nrules: [{ id: a, imageSource: { digest: true } }]\n'),
    where: 'gate.yaml',
  };
  const settings = offlineSettings({
    clock: fixedClock('2026-01-02T12:00:00Z'),
    databaseDirectory: '/nowhere',
    toolVersion: '1',
  });
  const schemes = ['docker-archive:a.tar', 'oci-archive:a.tar', 'dir:root', 'sbom:bom.json', 'docker-daemon:alpine:3'];
  for (const reference of [...schemes, 'docker:alpine'])
    await assert.rejects(gateCheck({ gate, targets: [{ kind: 'image', reference }] }, settings), { code: 'E_USAGE' });
  const answer = await gateCheck({ gate, targets: [{ kind: 'image', reference: 'docker:27' }] }, settings);
  assert.equal(answer.verdict, 'refused');
});
