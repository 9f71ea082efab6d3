import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

const commands = [
  'sign --key KEY alpine',
  'attest --key KEY --type scan alpine',
  'verify --key KEY alpine',
  'gate init --key KEY gate.yaml',
  'ledger verify --key KEY',
  'ledger checkpoint --key KEY',
];
const flows = { ledgerCheckpoint: () => assert.fail(), ledgerSignedCheckpoint: () => assert.fail() };

test('a key that is in no file is told by where it is, wherever a key is named', async () => {
  const keys = [
    ['awskms:///alias/release', /AWS KMS/],
    ['gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k', /Google Cloud KMS/],
    ['azurekms://vault.example/key', /Azure Key Vault/],
    ['hashivault://release', /HashiCorp Vault/],
    ['k8s://ns/secret', /a Kubernetes secret/],
    ['env://COSIGN_KEY', /an environment variable/],
    ['pkcs11:token=t;object=o', /PKCS #11/],
  ] as const;
  for (const line of commands)
    for (const [key, holder] of keys) {
      const host = fakeHost({ flows });
      const words = line.split(' ').map((word) => (word === 'KEY' ? key : word));
      assert.equal(await cli(words, host), 2, host.said());
      assert.match(host.said(), holder);
      assert.match(host.said(), /cosign public-key --key .* > release\.pub/);
      assert.doesNotMatch(host.said(), /no such file/);
    }
});

test('another address is told too, and a path is a path', async () => {
  const said = async (key: string): Promise<string> => {
    const host = fakeHost({ flows });
    await cli(['verify', '--key', key, 'alpine'], host);
    return host.said();
  };
  assert.match(await said('https://keys.example/release.pub'), /Fetch the key and give the file/);
  for (const path of ['awskms.pub', './awskms:/release.pub', '/nowhere/env'])
    assert.match(await said(path), /there is no such file/, path);
});
