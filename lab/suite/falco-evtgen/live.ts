import { execFile, spawn } from 'node:child_process';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { offlineSettings, watch } from '../../../src/flows/index.ts';
import { inTemporaryDirectory } from '../../fixtures/index.ts';
import { inContainer, type LiveContainer } from '../../watch/in-container.ts';
import { type Expected, isExpected, type Scenario, type ToldAlert } from './scenario.ts';

const run = promisify(execFile);
/** Milliseconds until an alert must have come; a busy machine tells late. */
const longest = 5_000;

/** Performs scenarios, and has what comes of them. */
export interface Stage {
  /** Performs it; what went wrong in the doing is thrown. */
  perform(scenario: Scenario): Promise<void>;
  /** Waits for the alert and takes it, so that no other case can; otherwise the alerts of that rule that nobody took. */
  await(expected: Expected): Promise<'came' | readonly ToldAlert[]>;
}

/** A network of its own, with addresses that lead nowhere: the id of the process that keeps it. */
async function withNetwork(addresses: readonly string[], work: (keeper: number) => Promise<void>): Promise<void> {
  const add = addresses.map((address) => `ip address add ${address}/32 dev lo`);
  const script = ['ip link set lo up', ...add, 'echo ready', 'read end'].join(' && ');
  const keeper = spawn('unshare', ['--net', 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<never>((_, reject) =>
    keeper.once('close', () => reject(new Error('no network of its own can be made'))),
  );
  ended.catch(() => {});
  try {
    await Promise.race([new Promise((resolve) => keeper.stdout.once('data', resolve)), ended]);
    await work(keeper.pid ?? 0);
  } finally {
    keeper.stdin.end();
  }
}

const words = (file: string, { acts, argv0, args }: Scenario): readonly string[] => [
  'with',
  ...Object.entries(acts).map(([name, value]) => `${name}=${value}`),
  ...['--', file, argv0, ...args],
];

/** Watches with the rules while `work` is done: on this machine in a network of its own, and in a privileged container. */
export async function onStage(
  { sensor, rules }: { readonly sensor: string; readonly rules: string },
  scenarios: readonly Scenario[],
  work: (stage: Stage) => Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (folder) => {
    const programs = path.join(folder, 'programs');
    const source = path.join(import.meta.dirname, 'scenario.c');
    const make = async (root: string): Promise<void> => {
      await mkdir(path.join(root, 'usr/bin'), { recursive: true });
      for (const place of ['dev', 'etc', 'proc', 'sys', 'tmp'])
        await mkdir(path.join(root, place), { recursive: true });
      for (const name of new Set(['scenario', ...scenarios.map(({ program }) => program)]))
        await copyFile(path.join(programs, 'scenario'), path.join(root, 'usr/bin', name));
    };
    await mkdir(programs);
    await chmod(folder, 0o755);
    await run('cc', ['-O2', '-static', '-Wall', '-Werror', '-o', path.join(programs, 'scenario'), source]);
    const here = path.join(folder, 'here');
    await make(here);
    const bundle = path.join(folder, 'bundle');
    await mkdir(bundle);
    const image = { make, args: ['/usr/bin/scenario', 'rest'] };
    const outside = [...new Set(scenarios.flatMap(({ addresses }) => addresses))].filter((one) => !isLoopback(one));
    await withNetwork(outside, (keeper) =>
      inContainer(bundle, image, async (container) => {
        await watched({ sensor, rules }, (alerts) => work(stageOf(alerts, { here, keeper, container })));
      }),
    );
  });
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

function stageOf(
  alerts: ToldAlert[],
  place: { readonly here: string; readonly keeper: number; readonly container: LiveContainer },
): Stage {
  return {
    async perform(scenario) {
      if (scenario.inContainer) {
        await place.container.exec(['/usr/bin/scenario', ...words(`/usr/bin/${scenario.program}`, scenario)]);
        return;
      }
      const file = path.join(place.here, 'usr/bin', scenario.program);
      const entry = ['--target', String(place.keeper), '--net', path.join(place.here, 'usr/bin/scenario')];
      await run('nsenter', [...entry, ...words(file, scenario)], { timeout: 60_000 });
    },
    async await(expected) {
      for (const start = Date.now(); ; await setTimeout(20)) {
        const at = alerts.findIndex((alert) => isExpected(alert, expected));
        if (at >= 0) {
          alerts.splice(at, 1);
          return 'came';
        }
        if (Date.now() - start > longest) return alerts.filter(({ rule }) => rule === expected.rule);
      }
    },
  };
}

/** Runs the watch with every alert in a list. */
async function watched(
  { sensor, rules }: { readonly sensor: string; readonly rules: string },
  work: (alerts: ToldAlert[]) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const alerts: ToldAlert[] = [];
  const ready = Promise.withResolvers<void>();
  const image = { Image: `sha256:${'0'.repeat(64)}`, HostConfig: { Privileged: true }, Config: { Image: 'scene:1' } };
  const request = {
    ...{ sensor, rules: [rules], stop: stop.signal },
    // No engine knows the container: we say what one would.
    read: () => undefined,
    ask: async () => ({ status: 200, body: Buffer.from(JSON.stringify(image)) }),
  };
  const end = watch(request, offlineSettings({ databaseDirectory: '/nowhere', toolVersion: 'test' }), {
    onAlert: ({ json }) => void alerts.push(JSON.parse(json) as ToldAlert),
    onReady: ready.resolve,
  });
  end.catch(ready.reject);
  try {
    await ready.promise;
    await work(alerts);
  } finally {
    stop.abort();
    await end;
  }
}
