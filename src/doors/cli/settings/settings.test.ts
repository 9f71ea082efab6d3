import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { clockFrom } from './clock.ts';
import { credentialFiles } from './credential-files.ts';
import { cacheFolder, databaseFolder, ledgerFolder, userConfigFile } from './directories.ts';
import { proxySettings } from './proxy.ts';

test('folders by the XDG specification', () => {
  const home = '/home/u';
  assert.equal(databaseFolder({ env: {}, home }), '/home/u/.local/share/seaworthy/database');
  assert.equal(databaseFolder({ env: { XDG_DATA_HOME: '/data' }, home }), '/data/seaworthy/database');
  assert.equal(
    databaseFolder({ env: { XDG_DATA_HOME: 'not/absolute' }, home }),
    '/home/u/.local/share/seaworthy/database',
  );
  assert.equal(ledgerFolder({ env: { XDG_DATA_HOME: '/data' }, home }), '/data/seaworthy/ledger');
  assert.equal(cacheFolder({ env: { XDG_CACHE_HOME: '/c' }, home }), '/c/seaworthy/layers');
  assert.equal(userConfigFile({ env: { XDG_CONFIG_HOME: '' }, home }), '/home/u/.config/seaworthy/seaworthy.yaml');
});

test('credential files: those that are named first, then those that are there', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    const docker = path.join(home, '.docker/config.json');
    const podman = path.join(home, '.config/containers/auth.json');
    assert.deepEqual(credentialFiles({ env: {}, home }), []);
    for (const file of [docker, podman]) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, '{}');
    }
    assert.deepEqual(credentialFiles({ env: {}, home }), [podman, docker]);
    const env = { REGISTRY_AUTH_FILE: '/a/auth.json', DOCKER_CONFIG: '/d', XDG_RUNTIME_DIR: '/nowhere' };
    assert.deepEqual(credentialFiles({ env, home }), ['/a/auth.json', '/d/config.json', podman, docker]);
    assert.deepEqual(credentialFiles({ env: { DOCKER_CONFIG: path.dirname(docker) }, home }), [docker, podman]);
  } finally {
    rmSync(home, { recursive: true });
  }
});

test('proxies: lower case first, ALL_PROXY where there is none', () => {
  assert.equal(proxySettings({}), undefined);
  assert.equal(proxySettings({ NO_PROXY: 'x' }), undefined);
  assert.deepEqual(proxySettings({ http_proxy: 'a', HTTP_PROXY: 'b', no_proxy: 'x,y' }), { http: 'a', none: 'x,y' });
  assert.deepEqual(proxySettings({ ALL_PROXY: 'a', HTTPS_PROXY: 'b' }), { http: 'a', https: 'b' });
});

test('SOURCE_DATE_EPOCH sets the time', () => {
  assert.equal(clockFrom({ SOURCE_DATE_EPOCH: '0' }).now().toISOString(), '1970-01-01T00:00:00.000Z');
  assert.ok(clockFrom({}).now().getTime() > 1.7e12);
  for (const text of ['x', '-1', '1.5', '123456789012'])
    assert.throws(() => clockFrom({ SOURCE_DATE_EPOCH: text }), { code: 'E_USAGE' }, text);
});
