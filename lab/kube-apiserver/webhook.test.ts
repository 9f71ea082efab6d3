import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type GateInput, ledgerVerify, readDecision, replayDecision, scan } from '../../src/flows/index.ts';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { recordsOf, voyageSettings } from '../voyage/world.ts';
import { type ApiAnswer, type ApiRequest, apiServer, skipWithoutApiServer } from './api-server.ts';
import { serveGate, until } from './served-gate.ts';

/*
 * The webhook, asked by a real kube-apiserver: what it refuses is not there afterwards, what it allows is, and what it has no say in goes on without it.
 * No controller and no kubelet is there, so that a Deployment stays a Deployment.
 */

const layout = join(import.meta.dirname, '../../examples/tour/image');
const repository = 'registry.example.com/port/harbour';
const [flawed, mended, unknown] = [`${repository}:1`, `${repository}:2`, `${repository}:none`];
const exploited = 'CVE-2023-44487';

const gate = (unknownFacts: 'refuse' | 'allow'): GateInput => ({
  bytes: Buffer.from(`gate: 1
name: port
mode: enforce
unknown: ${unknownFacts}
namespaces: { exclude: [kube-system, seaworthy, 'infra-*'] }
rules:
  - { id: baseline, podSecurity: { level: baseline } }
  - { id: hardened, podSecurity: { level: restricted }, mode: warn }
  - { id: scanned, scanned: { maxAge: 24h } }
  - { id: unexploited, findings: [{ exploited: true, fixable: true, max: 0 }] }
`),
  where: 'gate.yaml',
  layouts: new Map([[repository, layout]]),
});

const podSpec = (image: string, more: object = {}): object => ({ containers: [{ name: 'harbour', image, ...more }] });
const pod = (name: string, spec: object): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
const template = (image: string): object => ({ metadata: { labels: { app: 'a' } }, spec: podSpec(image) });
const deployment = (name: string, image: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template: template(image) },
});
const job = (image: string): object => ({ template: { spec: { ...podSpec(image), restartPolicy: 'Never' } } });
const cronJob = (name: string, image: string): object => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: { schedule: '0 0 * * *', jobTemplate: { spec: job(image) } },
});

const pods = (namespace = 'prod'): string => `/api/v1/namespaces/${namespace}/pods`;
const deployments = '/apis/apps/v1/namespaces/prod/deployments';
const cronJobs = '/apis/batch/v1/namespaces/prod/cronjobs';
const create = (path: string, body: object): ApiRequest => ({ method: 'POST', path, body });
/** A strategic merge patch, as `kubectl patch`, `set image`, `label` and `scale` send it. */
const change = (path: string, body: object): ApiRequest => ({
  method: 'PATCH',
  path,
  body,
  type: 'application/strategic-merge-patch+json',
});
const debug = (name: string, image: string): ApiRequest =>
  change(`${pods()}/${name}/ephemeralcontainers`, { spec: { ephemeralContainers: [{ name: 'debug', image }] } });

test('a real kube-apiserver asks the webhook', { skip: skipWithoutApiServer, timeout: 58_000 }, (t) =>
  inTemporaryDirectory(async (folder) => {
    await using api = await apiServer();
    const connected = voyageSettings(folder, '127.0.0.1:1');
    for (const tag of ['1', '2']) await scan(`oci:${layout}:${tag}`, connected);
    const settings = { ...connected, offline: true };
    const decisions = (about: string) => recordsOf('decision', about, settings);
    const statusOf = async (request: ApiRequest): Promise<number> => (await api.ask(request)).status;
    const isThere = async (path: string): Promise<boolean> => (await statusOf({ method: 'GET', path })) === 200;
    /** Asks for something that has to go well. */
    const goes = async (request: ApiRequest): Promise<ApiAnswer> => {
      const answer = await api.ask(request);
      assert.ok([200, 201].includes(answer.status), `${request.method} ${request.path}: ${answer.message}`);
      return answer;
    };
    /** Asks for something that the gate has to refuse. */
    const refused = async (request: ApiRequest, why: RegExp): Promise<void> => {
      const { status, message } = await api.ask(request);
      assert.equal(status, 403, `${request.method} ${request.path}: ${message}`);
      assert.match(message, /admission webhook "gate\.seaworthy\.dev" denied the request: seaworthy gate port refuses/);
      assert.match(message, why);
    };
    const forTheFlaw = new RegExp(`\\[unexploited\\].*${exploited}.*golang\\.org/x/net.*0\\.17\\.0`);

    await goes(create('/api/v1/namespaces', { metadata: { name: 'prod' } }));
    await t.test('before it is registered, everything goes in', async () => {
      const requests = { cpu: '1' };
      await goes(create(pods(), pod('early', podSpec(flawed, { resources: { requests } }))));
      await goes(create(deployments, deployment('early', flawed)));
    });

    const served = await serveGate(gate('refuse'), settings, api);
    await using _ = served;
    const trial = create(`${pods()}?dryRun=All`, pod('trial', podSpec(flawed)));
    const takenUp = (status: number) =>
      until(
        () => api.ask(trial),
        (answer) => answer.status === status,
      );

    await t.test('dry runs are judged, and leave nothing behind', async () => {
      assert.match((await takenUp(403)).message, forTheFlaw);
      await goes(create(`${pods()}?dryRun=All`, pod('trial', podSpec(mended))));
      assert.equal(await isThere(`${pods()}/trial`), false);
      assert.deepEqual(await decisions('workload:prod/Pod/trial'), []);
    });

    await t.test('a pod is refused by the rule that says why and what would make it pass', async () => {
      await refused(create(pods(), pod('flawed', podSpec(flawed))), forTheFlaw);
      const privileged = podSpec(mended, { securityContext: { privileged: true } });
      await refused(create(pods(), pod('privileged', privileged)), /\[baseline\].*privileged/);
      await refused(create(pods(), pod('unknown', podSpec(unknown))), /\[scanned\].*\[unexploited\]/);
      const unnamed = { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'made-' }, spec: podSpec(flawed) };
      await refused(create(pods(), unnamed), forTheFlaw);
      const mounting = { ...podSpec(mended), volumes: [{ name: 'model', image: { reference: flawed } }] };
      await refused(create(pods(), pod('mounting', mounting)), forTheFlaw);
      for (const name of ['flawed', 'privileged', 'unknown', 'mounting'])
        assert.equal(await isThere(`${pods()}/${name}`), false);
    });

    await t.test('a pod that may run goes in, with a warning of the rule that only warns', async () => {
      const { status, warnings } = await api.ask(create(pods(), pod('mended', podSpec(mended))));
      assert.equal(status, 201);
      assert.match(warnings.join('\n'), /^hardened: /m);
      assert.equal(await isThere(`${pods()}/mended`), true);
    });

    await t.test('kinds that make pods are judged by their pod', async () => {
      await refused(create(deployments, deployment('flawed', flawed)), forTheFlaw);
      await refused(create(cronJobs, cronJob('flawed', flawed)), forTheFlaw);
      await goes(create(deployments, deployment('mended', mended)));
      await goes(create(cronJobs, cronJob('mended', mended)));
    });

    await t.test('what runs already can be labelled, scaled and ended, and not made worse', async () => {
      await goes(change(`${pods()}/early`, { metadata: { labels: { team: 'harbour' } } }));
      await goes(change(`${pods()}/early`, { metadata: { annotations: { 'example.com/ip': '10.0.0.1' } } }));
      await goes(change(`${pods()}/early`, { metadata: { annotations: null } }));
      await goes(change(`${pods()}/early`, { spec: { activeDeadlineSeconds: 3_600, tolerations: [{ key: 'a' }] } }));
      const more = { spec: { containers: [{ name: 'harbour', resources: { requests: { cpu: '2' } } }] } };
      await goes(change(`${pods()}/early/resize`, more));
      await goes(change(`${deployments}/early`, { metadata: { annotations: { note: 'x' } }, spec: { replicas: 3 } }));
      await goes(change(`${deployments}/early/scale`, { spec: { replicas: 2 } }));
      const image = { spec: podSpec(flawed) };
      await refused(change(`${pods()}/mended`, image), forTheFlaw);
      await refused(change(`${deployments}/mended`, { spec: { template: image } }), forTheFlaw);
      await refused(debug('mended', flawed), forTheFlaw);
      await goes(debug('mended', mended));
      await goes(change(`${deployments}/early`, { spec: { template: { spec: podSpec(mended) } } }));
      await goes({ method: 'DELETE', path: `${pods()}/early?gracePeriodSeconds=0` });
    });

    await t.test('kube-system is left alone, and what a pattern of the gate leaves alone', async () => {
      await goes(create(pods('kube-system'), pod('flawed', podSpec(flawed))));
      assert.deepEqual(await decisions('workload:kube-system/Pod/flawed'), []);
      await goes(create('/api/v1/namespaces', { metadata: { name: 'infra-a' } }));
      await goes(create(pods('infra-a'), pod('flawed', podSpec(flawed))));
      await goes(create('/api/v1/namespaces', { metadata: { name: 'infra' } }));
      await refused(create(pods('infra'), pod('flawed', podSpec(flawed))), forTheFlaw);
    });

    await t.test('every decision is in the ledger, and can be judged again', async () => {
      const expected: readonly (readonly [string, readonly boolean[]])[] = [
        ['Pod/flawed', [false]],
        ['Pod/privileged', [false]],
        ['Pod/unknown', [false]],
        ['Pod/mounting', [false]],
        ['Pod/mended', [true, false, false, true]],
        ['Deployment/flawed', [false]],
        ['CronJob/flawed', [false]],
        ['Deployment/mended', [true, false]],
        ['CronJob/mended', [true]],
        ['Pod/early', []],
        ['Deployment/early', [true]],
      ];
      const groups: Readonly<Record<string, string>> = { Deployment: 'apps', CronJob: 'batch' };
      for (const [name, allowed] of expected) {
        const [kind = '', own = ''] = name.split('/');
        const records = await decisions(`workload:/prod/${kind}.${groups[kind] ?? ''}/${own}`);
        assert.deepEqual(
          records.map((record) => readDecision(record).decision.allowed),
          allowed,
          name,
        );
        for (const { sequence } of records)
          assert.equal((await replayDecision(sequence, gate('refuse'), settings)).same, true, name);
      }
      assert.equal((await ledgerVerify([], settings)).ok, true);
      // What the author of a pod is not told stands in the log.
      assert.ok(
        served.warnings.length > 0 && served.warnings.every((line) => /^refused: .*there is no none/.test(line)),
      );
    });

    await t.test('the audit log of the API server says how it was decided', async () => {
      const annotated = (await api.audited()).map(({ annotations }) => annotations?.['gate.seaworthy.dev/decision']);
      assert.deepEqual([annotated.includes('allowed'), annotated.includes('refused')], [true, true]);
    });

    await t.test('the webhook is gone, and the gate refuses what is not known: so does the API server', async () => {
      await served.stop();
      const { status, message } = await api.ask(create(pods(), pod('late', podSpec(mended))));
      assert.equal(status, 500);
      assert.match(message, /failed calling webhook "gate\.seaworthy\.dev"/);
      assert.equal(await isThere(`${pods()}/late`), false);
      for (const name of ['kube-system', 'infra-a']) await goes(create(pods(name), pod('late', podSpec(mended))));
      await goes(change(`${deployments}/mended/scale`, { spec: { replicas: 2 } }));
      await goes({ method: 'DELETE', path: `${pods()}/mended?gracePeriodSeconds=0` });
    });

    await t.test(
      'a gate that lets pass what is not known, and then is gone: what it could have judged is kept out',
      async () => {
        const open = await serveGate(gate('allow'), settings, api);
        await using __ = open;
        await takenUp(403);
        // That nobody can be asked is not known; that there is no such image is.
        const { warnings } = await goes(create(pods(), pod('unknown', podSpec('registry.example.com/elsewhere:1'))));
        assert.match(warnings.join('\n'), /^scanned: .*the registry could not be asked/m);
        await refused(create(pods(), pod('missing', podSpec(unknown))), /\[scanned\].*it is not there, or is no image/);
        await open.stop();
        // A rule that asks nobody is enforced, so that nobody gets past it by making the gate late.
        const { status } = await api.ask(create(pods(), pod('late', podSpec(flawed))));
        assert.equal(status, 500);
      },
    );
  }),
);
