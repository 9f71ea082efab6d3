import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { whyOf } from '../../src/core/index.ts';
import { bundle } from '../bench/bundle.ts';
import { podReview, postReview } from '../bench/review-client.ts';
import { layer, ociLayout } from '../fixtures/index.ts';

/*
 * `npm run load [-- --seconds N] [--connections N]`: the webhook over TLS, with decisions recorded, under reviews on N connections (50) for N seconds (15).
 * Every review is answered and allowed, and the server stays within a bound of memory. How fast it is belongs to `npm run bench`. Exit codes: 0, 1 when
 * something did not hold, 2 for wrong use.
 */

const images = 5;
/** MiB. The bench has tighter ones, on a machine of its own. */
const mostMemory = 400;
/** Milliseconds: an API server waits for ten seconds. */
const slowest = 9_000;

interface Outcome {
  readonly answered: number;
  readonly longest: number;
  readonly peakMebibytes: number;
}

async function load(folder: string, seconds: number, connections: number): Promise<Outcome> {
  for (let index = 0; index < images; index++) {
    const body = JSON.stringify({ name: `left-${index}`, version: '1.0.0' });
    const layers = [layer([{ path: 'app/node_modules/left/package.json', body }])];
    await ociLayout(join(folder, `image-${index}`), { layers, tag: 'v1' });
  }
  const program = await bundle(new URL('../bench/serve-gate.ts', import.meta.url));
  const server = spawn(process.execPath, [program, folder, String(images), 'on'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<string> => ((await lines.next()).value as string | undefined) ?? '{}';
    const { port, authority } = JSON.parse(await next()) as { port: number; authority: string };
    const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: authority });
    const end = performance.now() + seconds * 1_000;
    let [answered, longest] = [0, 0];
    const worker = async (_: unknown, at: number): Promise<void> => {
      for (let index = at; performance.now() < end; index += connections) {
        const start = performance.now();
        await postReview(port, agent, podReview(index, images));
        longest = Math.max(longest, performance.now() - start);
        answered += 1;
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
    agent.destroy();
    server.kill('SIGTERM');
    const { peakKibibytes } = JSON.parse(await next()) as { peakKibibytes?: number };
    if (peakKibibytes === undefined) throw new Error('the server ended without a word');
    return { answered, longest, peakMebibytes: peakKibibytes / 1_024 };
  } finally {
    server.kill('SIGKILL');
  }
}

/** What did not hold. */
function faults({ answered, longest, peakMebibytes }: Outcome, connections: number): readonly string[] {
  return [
    ...(answered < connections ? [`only ${answered} reviews were answered`] : []),
    ...(longest > slowest ? [`a review took ${Math.round(longest)} ms`] : []),
    ...(peakMebibytes > mostMemory ? [`the server took ${Math.round(peakMebibytes)} MiB`] : []),
  ];
}

async function main(seconds: number, connections: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-load-'));
  try {
    const outcome = await load(folder, seconds, connections);
    const { answered, longest, peakMebibytes } = outcome;
    const wrong = faults(outcome, connections);
    for (const what of wrong) process.stdout.write(`FAILED ${what}\n`);
    process.stdout.write(
      `${answered} reviews on ${connections} connections in ${seconds} s, the longest ${Math.round(longest)} ms, ${Math.round(peakMebibytes)} MiB: ${wrong.length} faults\n`,
    );
    return wrong.length === 0 ? 0 : 1;
  } catch (error) {
    process.stdout.write(`FAILED ${whyOf(error)}\n`);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '15' }, connections: { type: 'string', default: '50' } },
  });
  const [seconds, connections] = [Number(values.seconds), Number(values.connections)];
  if (!(seconds > 0 && connections > 0)) {
    process.stderr.write('--seconds and --connections want numbers above 0\n');
    process.exitCode = 2;
  } else process.exitCode = await main(seconds, connections);
}
