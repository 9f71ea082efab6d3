import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  dockerRegistry,
  type FixtureBlobs,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  sha256,
  skipWithoutDockerRegistry,
} from '../../../../lab/fixtures/index.ts';
import * as flows from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

const imageOf = (body: string): FixtureBlobs => imageBlobs({ layers: [layer([{ path: 'a', body }])] });

test(
  'docker-registry: two tags, one of them named by a manifest: planned, applied, and the other still whole',
  {
    skip: skipWithoutDockerRegistry,
  },
  () =>
    inTemporaryDirectory(async (folder) => {
      await using registry = await dockerRegistry();
      const [used, unused] = [imageOf('used'), imageOf('unused')];
      await registry.push('shop/web', 'v2', used);
      await registry.push('shop/web', 'v1', unused);
      await writeFile(join(folder, 'pod.yaml'), `{kind: Pod, image: "${registry.host}/shop/web:v2"}`);
      const run = async (line: string) => {
        const env = {
          XDG_DATA_HOME: join(folder, 'data'),
          XDG_CACHE_HOME: join(folder, 'cache'),
          SEAWORTHY_INSECURE_PLAIN_HTTP: registry.host,
        };
        const host = fakeHost({ env, workingFolder: folder, flows });
        const code = await cli(line.split(' '), host);
        return { code, out: host.printed(), err: host.said() };
      };
      const plan = `retire plan ${registry.host} --manifests pod.yaml --keep-last 0 --younger-than 0`;
      const silent = await run(`${plan} --no-record`);
      assert.equal(silent.code, 0, silent.err);
      assert.deepEqual(JSON.parse((await run('ledger list --kind retire-plan --json')).out).records, []);

      const planned = await run(`${plan} --plan plan.json`);
      assert.equal(planned.code, 0, planned.err);
      assert.match(planned.out, /1 manifest of 2 goes/);
      assert.match(planned.out, / {2}v1\n/);
      assert.match(planned.out, /in use: pod\.yaml names/);
      const recorded = JSON.parse((await run(`ledger list --kind retire-plan --json`)).out);
      assert.deepEqual(
        recorded.records.map(({ subject }: { subject: string }) => subject).sort(),
        [`repository:${registry.host}`, unused.manifest.digest].sort(),
      );

      const dry = await run('retire apply plan.json --dry-run');
      assert.deepEqual([dry.code, dry.err], [0, '']);
      assert.match(dry.out, /^would be deleted \(1\)/);
      const applied = await run('retire apply plan.json --yes');
      assert.equal(applied.code, 0, applied.err);
      assert.match(applied.out, /^deleted \(1\)/);
      assert.match((await run('retire apply plan.json --yes')).out, /^gone already \(1\)/);
      // As the advice says: nothing that stays is lost by it.
      await registry.collectGarbage();

      const fetched = async (kind: string, name: string, type: string) =>
        fetch(`${registry.url}/v2/shop/web/${kind}/${name}`, { headers: { accept: type } });
      assert.equal((await fetched('manifests', 'v1', unused.manifest.mediaType)).status, 404);
      for (const digest of used.blobs.keys()) {
        const kind = digest === used.manifest.digest ? 'manifests' : 'blobs';
        const response = await fetched(kind, kind === 'manifests' ? 'v2' : digest, used.manifest.mediaType);
        assert.equal(response.status, 200, digest);
        assert.equal(sha256(new Uint8Array(await response.arrayBuffer())), digest);
      }
      const ledger = await run('ledger verify');
      assert.equal(ledger.code, 0, ledger.out);
      const tombstones = JSON.parse((await run('ledger list --kind tombstone --json')).out);
      assert.deepEqual(
        tombstones.records.map(({ subject }: { subject: string }) => subject),
        [unused.manifest.digest],
      );
    }),
);
