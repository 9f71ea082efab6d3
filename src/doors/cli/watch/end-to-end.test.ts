import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  inControlGroup,
  inTemporaryDirectory,
  layer,
  ociLayout,
  runnableSensor,
} from '../../../../lab/fixtures/index.ts';
import * as flows from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

const run = promisify(execFile);
const rule = `- rule: Shell in a container
  desc: a shell was started
  condition: evt.type = execve and container.id != host and proc.exepath endswith sh and proc.cmdline contains KNOWN
  output: shell %proc.cmdline in %container.id
  priority: WARNING
`;

test('watched for two seconds: an alert, and the package that a container used', async (t: TestContext) => {
  const sensor = await runnableSensor();
  if ('missing' in sensor) return t.skip(sensor.missing);
  await inTemporaryDirectory(async (folder) => {
    // The image has its files where they lie on this machine, so that no root need be changed.
    const path = (name: string): string => join(folder, 'node_modules', name, 'package.json');
    const body = (name: string): string => JSON.stringify({ name, version: '1.0.0' });
    for (const name of ['used', 'idle']) {
      await mkdir(join(path(name), '..'), { recursive: true });
      await writeFile(path(name), body(name));
    }
    const image = join(folder, 'image');
    const files = ['used', 'idle'].map((name) => ({ path: path(name).slice(1), body: body(name) }));
    const { images } = await ociLayout(image, { layers: [layer(files)] });
    const digest = images[0]?.manifest.digest ?? '';
    const rules = join(folder, 'rules.yaml');
    await writeFile(rules, rule.replace('KNOWN', path('used')));

    const env = { XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder };
    const scanned = fakeHost({ env, flows: { ...flows } });
    await cli(['scan', `oci:${image}`, '--offline', '--allow-partial'], scanned);
    const host = fakeHost({ env, flows: { ...flows } });
    const id = `5ea${process.pid}`.padEnd(64, '0');
    const lacking = await inControlGroup(`docker/${id}`, async (procs) => {
      const words = ['watch', '--for', '2s', '--sensor', sensor.program, '--image', `oci:${image}`, '--rules', rules];
      // A busy machine may lose events of others meanwhile.
      const watching = cli([...words, '--allow-partial'], host);
      for (let turn = 0; turn < 500 && !host.said().includes('watching'); turn += 1) await setTimeout(10);
      // It stays a moment with the file open, so that its name can be read.
      const script = `echo $$ > ${procs}; exec /bin/sh -c 'exec 3<"$0"; sleep 0.3' ${path('used')}`;
      await run('/bin/sh', ['-c', script], { env: {} });
      assert.equal(await watching, 0, host.said());
      assert.match(host.printed(), new RegExp(`Warning shell sh -c .* in ${id.slice(0, 12)} `), host.said());
      assert.match(host.said(), /1 package in use \(used\)/);
    });
    if (lacking !== undefined) return t.skip(lacking);
    const list = fakeHost({ env, flows: { ...flows } });
    assert.equal(await cli(['ledger', 'list', '--json'], list), 0, list.said());
    const kinds = list.printed();
    for (const kind of ['"in-use"', '"event-summary"', `"${digest}"`, '"host:']) assert.ok(kinds.includes(kind), kind);
  });
});
