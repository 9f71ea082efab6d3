import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { offlineSettings, type WatchResult, watch } from '../../src/flows/index.ts';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { type Action, actions } from './actions.ts';
import { actImage, containerParts, inContainer, type LiveContainer } from './in-container.ts';

const run = promisify(execFile);

/** Milliseconds: a busy machine tells late. */
const moment = 150;
const longest = 60_000;

async function perform({ words, terminal, bell, dropped }: Action, container: LiveContainer): Promise<void> {
  if (bell) {
    const fifo = await open(join(container.root, 'run/bell'), 'w');
    await fifo.close();
  }
  // What is put into a container while it runs is written in it: a process of it does so.
  if (dropped !== undefined) await container.exec(['/usr/bin/act', 'copy', dropped]);
  if (words !== undefined) await container.exec(words, terminal);
}

interface Watched {
  /** Names of rules that spoke, with what they said, in order. */
  readonly alerts: readonly { readonly rule: string; readonly text: string }[];
  readonly notes: readonly string[];
  readonly result: WatchResult;
}

/** Watches while `work` is done in a container, and until what it did has been told. */
async function watching(
  rules: string,
  sensor: string,
  work: (container: LiveContainer) => Promise<void>,
): Promise<Watched> {
  let seen: Watched | undefined;
  await inTemporaryDirectory(async (folder) => {
    await inContainer(folder, actImage, async (container) => {
      const stop = new AbortController();
      const alerts: { rule: string; text: string }[] = [];
      const notes: string[] = [];
      const ready = Promise.withResolvers<void>();
      const described = {
        Image: `sha256:${'0'.repeat(64)}`,
        HostConfig: { Privileged: true },
        Config: { Image: 'live:1' },
      };
      const request = {
        ...{ sensor, rules: [rules], stop: stop.signal },
        // Nobody knows the container but we, as an engine would.
        read: () => undefined,
        ask: async () => ({ status: 200, body: Buffer.from(JSON.stringify(described)) }),
      };
      const watched = watch(request, offlineSettings({ databaseDirectory: '/nowhere', toolVersion: 'test' }), {
        onAlert: ({ rule, text }) => void alerts.push({ rule, text }),
        onReady: ready.resolve,
        onNote: (note) => void notes.push(note),
      });
      watched.catch(ready.reject);
      await ready.promise;
      await setTimeout(moment);
      await work(container);
      await setTimeout(1_000);
      stop.abort();
      seen = { alerts, notes, result: await watched };
    });
  });
  return seen ?? assert.fail('the container did not run');
}

/** A rule of our own for each action: its title. */
const ownRules = actions
  .map(
    ({ title, condition }, index) => `- rule: "${index} ${title.replaceAll('"', '')}"
  desc: d
  condition: container.id != host and ${condition}
  output: "%proc.name %proc.pname %fd.name %container.image"
  priority: WARNING
`,
  )
  .join('');

/** What people and machines do all day; none of it is an attack. */
const everyday: readonly (readonly [string, ...string[]])[] = [
  ['ls', '-l', '/usr/bin'],
  ['cat', '/etc/hostname'],
  ['grep', '-c', 'root', '/etc/passwd'],
  ['sh', '-c', 'for i in 1 2 3; do echo $i; done | sort -r'],
  ['git', '--version'],
  ['python3', '-c', 'import json, os; print(json.dumps(os.listdir("/")))'],
  ['find', '/etc', '-name', 'hosts'],
  ['tar', '-cf', '/dev/null', '/etc/hostname'],
  ['awk', 'BEGIN { print 1 }'],
  ['id'],
];

test('each action in a container is told, also of a server that was there before', {
  timeout: 180_000,
}, async (t: TestContext) => {
  const parts = await containerParts();
  if ('missing' in parts) return t.skip(parts.missing);
  await inTemporaryDirectory(async (folder) => {
    const rules = join(folder, 'rules.yaml');
    await writeFile(rules, ownRules);
    const { alerts, result } = await watching(rules, parts.sensor, async (container) => {
      for (const action of actions) {
        await perform(action, container);
        await setTimeout(moment);
      }
    });
    const fired = new Map<string, number>();
    for (const { rule } of alerts) fired.set(rule, (fired.get(rule) ?? 0) + 1);
    const silent = actions.filter(({ title }, index) => !fired.has(`${index} ${title.replaceAll('"', '')}`));
    assert.deepEqual(
      silent.map(({ title }) => title),
      [],
      alerts.map(({ rule, text }) => `${rule}: ${text}`).join('\n'),
    );
    assert.deepEqual(result.gaps, []);
    assert.ok(
      alerts.some(({ text }) => text.includes(' live:1')),
      `what the engine says of the container: ${alerts[0]?.text}`,
    );
  });
});

const falcoRules = process.env.SEAWORTHY_LAB_RULES;

test('Falco’s stable rules tell their actions, and nothing of everyday commands', {
  timeout: longest * 10,
}, async (t) => {
  if (falcoRules === undefined) return t.skip('SEAWORTHY_LAB_RULES names no rules file');
  const parts = await containerParts();
  if ('missing' in parts) return t.skip(parts.missing);
  const names = [...(await readFile(falcoRules, 'utf8')).matchAll(/^- rule: (.+)$/gm)].map(([, name]) => name ?? '');
  const { alerts, notes } = await watching(falcoRules, parts.sensor, async (container) => {
    for (const action of actions) {
      await perform(action, container);
      await setTimeout(moment);
    }
  });
  const fired = new Set(alerts.map(({ rule }) => rule));
  t.diagnostic(notes.join('\n'));
  t.diagnostic(`silent: ${names.filter((name) => !fired.has(name)).join(', ')}`);
  for (const { rule, text } of alerts) t.diagnostic(`${rule}: ${text}`);
  assert.ok(fired.size >= 23, `${fired.size} of ${names.length} fired`);
  const quiet = await watching(falcoRules, parts.sensor, async () => {
    for (let turn = 0; turn < 30; turn += 1)
      for (const [program, ...words] of everyday) await run(program, words).catch(() => {});
  });
  assert.deepEqual(quiet.alerts, []);
});
