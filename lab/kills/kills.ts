import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '../../src/phases/1-build/advisories/index.ts';
import { type DockerRegistry, dockerRegistry, skipWithoutDockerRegistry } from '../fixtures/index.ts';

/*
 * What a database is after a program that was changing it was killed: the state before or the state after, partition by partition, and never a mixture.
 * `db update`, `db pull` and `db import` are started from the sources and killed (SIGKILL) at moments spread over the time that they take.
 */

const program = join(import.meta.dirname, '../../src/doors/cli/main.ts');
const partitions = ['alpine/3.20', 'kev'] as const;
/** Records of a partition in a state; enough that writing them takes a while. */
const recordsIn = (state: number): number => 3_000 + (state % 7);

/** The commands that change a database. */
export const changing = ['update', 'pull', 'import'] as const;
export type Changing = (typeof changing)[number];

/** How the rounds of one command ended. */
export interface KillResult {
  readonly command: Changing;
  readonly killed: number;
  readonly old: number;
  readonly new: number;
}

interface World {
  readonly folder: string;
  readonly registry: DockerRegistry | undefined;
  readonly reference: string;
}

const env = (folder: string, registry: DockerRegistry | undefined): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: folder,
  XDG_DATA_HOME: join(folder, 'data'),
  ...(registry === undefined ? {} : { SEAWORTHY_INSECURE_PLAIN_HTTP: registry.host }),
});

/** Runs the program; kills it after so many milliseconds where they are given. How long it took, and whether it was killed. */
async function run(
  { folder, registry }: World,
  words: readonly string[],
  after?: number,
): Promise<{ readonly milliseconds: number; readonly killed: boolean }> {
  const begin = performance.now();
  const child = spawn(process.execPath, [program, ...words], {
    env: env(folder, registry),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const timer = after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), after);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (...ended) => resolve(ended)),
  );
  clearTimeout(timer);
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${said}`);
  return { milliseconds: performance.now() - begin, killed: signal === 'SIGKILL' };
}

/** Writes the files of the publishers in a state; each is a day younger than the one before. */
async function publish(folder: string, state: number): Promise<void> {
  const day = new Date(Date.UTC(2020, 0, 1 + state)).toISOString().slice(0, 10);
  const ids = Array.from({ length: recordsIn(state) }, (_, at) => `CVE-2019-${100_000 + at}`);
  const vulnerabilities = ids.map((cveID) => ({ cveID, dateAdded: day, requiredAction: `state ${state}` }));
  const kev = { catalogVersion: day, dateReleased: `${day}T00:00:00Z`, count: ids.length, vulnerabilities };
  const packages = ids.map((id, at) => ({ pkg: { name: `p${at}`, secfixes: { [`${state + 1}.0-r0`]: [id] } } }));
  const alpine = { distroversion: 'v3.20', reponame: 'main', urlprefix: '', apkurl: '', archs: [], packages };
  for (const [name, content] of Object.entries({
    'kev/known_exploited_vulnerabilities.json': kev,
    'alpine/v3.20/main.json': alpine,
  })) {
    const path = join(folder, 'published', name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, JSON.stringify(content));
    await utimes(path, new Date(day), new Date(day));
  }
}

/** Which state a partition is in: every row is looked at, and must be of one. Throws for a mixture. */
function stateOf(directory: string, id: string): number {
  const database = openDatabase(directory);
  try {
    const partition = database.partition(id);
    if (partition === undefined) throw new Error(`${id} is gone`);
    const found = Array.from({ length: partition.manifest.records }, (_, at) =>
      id === 'kev'
        ? Number(/^state (\d+)$/.exec(partition.exploitation(`CVE-2019-${100_000 + at}`)?.known?.action ?? '')?.[1])
        : Number(partition.advisories(`p${at}`)[0]?.ranges[0]?.fixed?.split('.')[0]) - 1,
    );
    const [state = Number.NaN] = found;
    if (found.some((one) => one !== state)) throw new Error(`${id} is a mixture of states`);
    if (recordsIn(state) !== partition.manifest.records) throw new Error(`${id} has rows of no state`);
    return state;
  } finally {
    database.close();
  }
}

const feeds = (folder: string): readonly string[] =>
  ['kev', 'alpine'].flatMap((name) => ['--feed', `${name}=${pathToFileURL(join(folder, 'published', name)).href}`]);

/** Makes the next state available, and gives the words of the command that takes it into `user`. */
async function offer(world: World, command: Changing, state: number): Promise<readonly string[]> {
  const { folder, reference } = world;
  await publish(folder, state);
  const [user, builder] = [join(folder, 'user'), join(folder, 'builder')];
  const update = ['db', 'update', ...partitions, ...feeds(folder), '--database'];
  if (command === 'update') return [...update, user];
  await run(world, [...update, builder]);
  if (command === 'pull') {
    await run(world, ['db', 'push', reference, '--key', join(folder, 'a.key'), '--database', builder]);
    return ['db', 'pull', reference, '--database-key', join(folder, 'a.pub'), '--database', user];
  }
  const file = join(folder, 'advisories.tar');
  await run(world, ['db', 'export', file, '--database', builder]);
  return ['db', 'import', file, '--database', user];
}

async function worldIn(folder: string): Promise<World> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(join(folder, 'a.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(join(folder, 'a.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  if (skipWithoutDockerRegistry === false) {
    const registry = await dockerRegistry();
    return { folder, registry, reference: `${registry.host}/team/advisories:latest` };
  }
  const layout = join(folder, 'layout');
  await mkdir(layout);
  await writeFile(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(join(layout, 'index.json'), '{"schemaVersion":2,"manifests":[]}');
  return { folder, registry: undefined, reference: `oci:${layout}:latest` };
}

/**
 * Kills the command at so many moments, in a folder that is empty. Throws where a partition is found in a mixture of states, or cannot be read, or where the command does not
 * work after that.
 */
export async function killAt(moments: number, command: Changing, folder: string): Promise<KillResult> {
  const world = await worldIn(folder);
  const user = join(folder, 'user');
  try {
    let state = 0;
    const begin = await offer(world, command, state);
    const { milliseconds } = await run(world, begin);
    const result = { command, killed: 0, old: 0, new: 0 };
    let before = partitions.map((id) => stateOf(user, id));
    for (let at = 0; at < moments; at++) {
      const words = await offer(world, command, ++state);
      // The start of the program changes nothing: most moments lie after it.
      const { killed } = await run(world, words, milliseconds * (0.35 + (0.75 * (at + Math.random())) / moments));
      if (killed) result.killed++;
      const after = partitions.map((id) => stateOf(user, id));
      for (const [index, found] of after.entries()) {
        if (found !== state && found !== before[index]) throw new Error(`${partitions[index]} went to state ${found}`);
        if (!killed && found !== state) throw new Error(`${partitions[index]} stayed in state ${found}`);
        if (found === state) result.new++;
        else result.old++;
      }
      before = after;
    }
    await run(world, await offer(world, command, ++state));
    if (partitions.some((id) => stateOf(user, id) !== state)) throw new Error('it does not work after that');
    if (readdirSync(join(user, 'incoming')).length > 3 * moments) throw new Error('more was left than was begun');
    return result;
  } finally {
    await world.registry?.[Symbol.asyncDispose]();
  }
}
