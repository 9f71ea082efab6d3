import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { layer, ociLayout } from '../fixtures/index.ts';
import { bundle } from './bundle.ts';
import type { Figure } from './figures.ts';
import { podReview, postReview } from './review-client.ts';

const images = 20;
const connections = 200;
const warmUp = 1_000;
const measured = 6_000;

/**
 * The webhook under 200 requests at a time, client and server on this machine: how many a second, how long each took, and the server's peak memory. With
 * `minutes` it goes on for so long, and tells the memory as it goes (Linux).
 */
export async function admissionFigures(minutes = 0): Promise<readonly Figure[]> {
  const program = await bundle(new URL('./serve-gate.ts', import.meta.url));
  const figures: Figure[] = [];
  for (const record of ['on', 'off'] as const) {
    const folder = await mkdtemp(join(tmpdir(), 'seaworthy-bench-'));
    try {
      figures.push(await measureServer(program, folder, record, record === 'on' ? minutes : 0));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return figures;
}

async function measureServer(program: string, folder: string, record: 'on' | 'off', minutes: number): Promise<Figure> {
  for (let index = 0; index < images; index++) {
    const body = JSON.stringify({ name: `left-${index}`, version: '1.0.0' });
    await ociLayout(join(folder, `image-${index}`), {
      layers: [layer([{ path: 'app/node_modules/left/package.json', body }])],
      tag: 'v1',
    });
  }
  const server = spawn(process.execPath, [program, folder, String(images), record], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await measureRunning(server, record, minutes);
  } finally {
    server.kill('SIGKILL');
  }
}

async function measureRunning(
  server: ChildProcessByStdio<null, Readable, null>,
  record: 'on' | 'off',
  minutes: number,
): Promise<Figure> {
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => ((await lines.next()).value as string | undefined) ?? '{}';
  const { port, authority } = JSON.parse(await next()) as { port: number; authority: string };
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: authority });
  await load(port, agent, warmUp);
  const start = performance.now();
  const times = (await load(port, agent, measured)).toSorted((a, b) => a - b);
  const seconds = (performance.now() - start) / 1_000;
  const over = await memoryOver(minutes, server.pid ?? 0, () => load(port, agent, connections));
  agent.destroy();
  server.kill('SIGTERM');
  const { peakKibibytes } = JSON.parse(await next()) as { peakKibibytes: number };
  const at = (share: number): string => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(0)} ms`;
  return {
    name: `admission, ${connections} at a time, decisions ${record === 'on' ? 'recorded' : 'not recorded'}`,
    values: [
      ['requests per second', (measured / seconds).toFixed(0)],
      ['p50', at(0.5)],
      ['p99', at(0.99)],
      ['peak memory', `${(peakKibibytes / 1024).toFixed(0)} MiB`],
      ...(over.length === 0 ? [] : [['memory by the minute', `${over.join(' ')} MiB`] as const]),
    ],
  };
}

/** Works for so many minutes; the resident memory of a process at the end of each, in MiB. */
async function memoryOver(minutes: number, pid: number, work: () => Promise<unknown>): Promise<readonly number[]> {
  const seen: number[] = [];
  const start = performance.now();
  while (seen.length < minutes) {
    await work();
    if (performance.now() - start < (seen.length + 1) * 60_000) continue;
    const [, kibibytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
    seen.push(Math.round(Number(kibibytes) / 1024));
  }
  return seen;
}

/** Sends so many reviews, 200 at a time; gives how long each took, in milliseconds. */
async function load(port: number, agent: Agent, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (sent < count) {
      const start = performance.now();
      await postReview(port, agent, podReview(sent++, images));
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return times;
}
