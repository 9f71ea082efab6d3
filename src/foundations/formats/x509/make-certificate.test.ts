import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { makeServerCertificate } from './make-certificate.ts';

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2031-01-01T00:00:00Z');

test('a server certificate is for its names, and its authority vouches for it', () => {
  const made = makeServerCertificate(['gate.seaworthy.svc', '127.0.0.1', '::1', '2001:db8::7:0:1'], from, to);
  const [leaf, authority] = [new X509Certificate(made.certificate), new X509Certificate(made.authority)];
  assert.equal(leaf.verify(authority.publicKey), true);
  assert.equal(leaf.checkIssued(authority), true);
  assert.equal(authority.ca, true);
  assert.equal(leaf.ca, false);
  assert.equal(leaf.checkPrivateKey(createPrivateKey(made.key)), true);
  assert.equal(leaf.checkHost('gate.seaworthy.svc'), 'gate.seaworthy.svc');
  assert.equal(leaf.checkHost('other.seaworthy.svc'), undefined);
  assert.equal(leaf.checkIP('127.0.0.1'), '127.0.0.1');
  assert.equal(leaf.checkIP('::1'), '::1');
  assert.equal(leaf.checkIP('2001:db8::7:0:1'), '2001:db8::7:0:1');
  assert.equal(leaf.checkIP('2001:db8::7:0:2'), undefined);
  assert.equal(new Date(leaf.validTo).toISOString(), to.toISOString());
  assert.deepEqual(leaf.keyUsage, ['1.3.6.1.5.5.7.3.1']);
});

test('what is no name is refused', () => {
  for (const host of ['', 'a b', 'x/y', '-', 'fe80::1%eth0', '::ffff:1.2.3.4'])
    assert.throws(() => makeServerCertificate([host], from, to), { code: 'E_USAGE' }, host);
});
