import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type FixtureImage,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  networkUsed,
  ociLayout,
  testServer,
} from '../../lab/fixtures/index.ts';
import { updateDatabase } from './database.ts';
import { type GateInput, type GateTarget, gateCheck } from './gate/index.ts';
import { rejudge } from './ledger/index.ts';
import { scan } from './scan.ts';
import type { Settings } from './settings.ts';
import { signImage } from './ship/index.ts';
import { ours, shipSettings } from './ship/testing/ship-world.ts';

/* Under --offline no socket is opened. `verify` and the other flows of ship: see ship/verify-image.test.ts. */

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };

const gate = (folder: string): GateInput => ({
  bytes: Buffer.from(`gate: 1
name: test
rules:
  - { id: signed, signedBy: [{ keyFile: ours.pub }] }
  - { id: attested, attested: { type: cyclonedx, by: [{ keyFile: ours.pub }] } }
  - { id: scanned, scanned: { maxAge: 1d } }
`),
  where: 'gate.yaml',
  readKeyFile: async () => ours.pub.text,
  layouts: new Map([['r.example.com/app', join(folder, 'app')]]),
});

const pod = (image: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'web', image }] },
});
const file = (value: unknown): GateTarget => ({
  kind: 'file',
  where: 'web.json',
  bytes: Buffer.from(JSON.stringify(value)),
});
const review = (image: string) => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'u',
    operation: 'CREATE',
    kind: { group: '', version: 'v1', kind: 'Pod' },
    resource: { group: '', version: 'v1', resource: 'pods' },
    namespace: 'prod',
    object: pod(image),
  },
});

test('gate check under --offline opens no socket: what a registry would have to say is not known', () =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    await ociLayout(join(folder, 'app'), { ...fixture, tag: 'v1' });
    const online = shipSettings(folder, registry.host);
    const settings: Settings = { ...online, offline: true };
    await scan(`oci:${join(folder, 'app')}`, settings);
    await signImage(join(folder, 'app'), { key: ours.key }, settings);
    const [here, away] = ['r.example.com/app:v1', `${registry.host}/a/b:v1`] as const;
    const targets: readonly GateTarget[] = [
      { kind: 'image', reference: away },
      file(pod(away)),
      file(review(away)),
      { kind: 'layout', text: `oci:${join(folder, 'app')}`, whole: true },
      file(pod(here)),
      file(review(here)),
    ];
    const states: string[] = [];
    const used = await networkUsed(async () => {
      const { decisions } = await gateCheck({ gate: gate(folder), targets }, settings);
      for (const { decision } of decisions) states.push(decision.results.map(({ state }) => state).join(' '));
    });
    assert.deepEqual(used, []);
    assert.equal(registry.server.requests.length, 0);
    const unknown = 'not-assessed not-assessed not-assessed';
    assert.deepEqual(states.slice(0, 3), [unknown, unknown, unknown]);
    for (const state of states.slice(3)) assert.match(state, /^pass fail (?:pass|fail)$/);
    // The same question with the network shows that the watch sees one.
    const control = await networkUsed(() => gateCheck({ gate: gate(folder), targets }, online));
    assert.ok(control.includes('TCPWRAP'), String(control));
  }));

test('rejudge under --offline opens no socket: it judges by what is there, and says what is missing', () =>
  inTemporaryDirectory(async (folder) => {
    await using server = await testServer((_request, response) => {
      response.writeHead(404).end();
    });
    await ociLayout(join(folder, 'app'), fixture);
    const online: Settings = {
      ...shipSettings(folder, server.host),
      feeds: { ...shipSettings(folder).feeds, osv: server.url },
      plainHttpFeeds: true,
      refresh: true,
    };
    const settings: Settings = { ...online, offline: true };
    await scan(`oci:${join(folder, 'app')}`, settings);
    const messages: string[] = [];
    const used = await networkUsed(async () => {
      for (const judged of await rejudge(settings)) {
        assert.equal(judged.state, 'judged');
        if (judged.state === 'judged')
          messages.push(...judged.report.coverage.problems.map(({ code, where }) => `${code} ${where}`));
      }
    });
    assert.deepEqual(used, []);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(messages, ['E_INCOMPLETE osv/npm']);
    const control = await networkUsed(() => rejudge(online));
    assert.ok(control.includes('TCPWRAP'), String(control));
  }));

test('db update under --offline refuses each feed that needs the network, and takes those that lie in a folder', () =>
  inTemporaryDirectory(async (folder) => {
    await using server = await testServer((_request, response) => {
      response.writeHead(404).end();
    });
    const entry = { cveID: 'CVE-2030-0001', dateAdded: '2030-01-01' };
    await writeFile(
      join(folder, 'known_exploited_vulnerabilities.json'),
      JSON.stringify({ dateReleased: '2030-01-02T10:00:00.0000Z', vulnerabilities: [entry] }),
    );
    const settings: Settings = {
      ...shipSettings(folder, server.host),
      feeds: { osv: server.url, kev: pathToFileURL(folder).href },
      plainHttpFeeds: true,
      offline: true,
    };
    const told: string[] = [];
    const used = await networkUsed(async () => {
      for (const { partition, state, error } of await updateDatabase(['osv/npm', 'kev'], settings))
        told.push([partition, state, error?.code].join(' ').trim());
    });
    assert.deepEqual(used, []);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(told, ['osv/npm refused E_OFFLINE', 'kev updated']);
  }));
