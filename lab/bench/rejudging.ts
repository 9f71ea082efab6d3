import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Digest, emptyCoverage, type Inventory, type Package } from '../../src/core/index.ts';
import { feeds } from '../../src/flows/index.ts';
import { type NewRecord, openLedger } from '../../src/foundations/ledger/index.ts';
import { asRecord, inventoryKind, inventoryPayload } from '../../src/records/index.ts';
import { makeZip, temporaryDirectory } from '../fixtures/index.ts';
import type { Figure } from './figures.ts';
import { measure } from './measure.ts';
import { programCommand, projectRoot } from './program.ts';

const run = promisify(execFile);
const program = join(projectRoot, 'dist/doors/cli/main.js');
const inventories = 10_000;
const packages = 100;
/** Names that packages have; of one in ten somebody says something. */
const names = 20_000;
const flaws = 2_000;
/** What one publisher changes in a day. */
const changed = 10;

const oneDay = 24 * 60 * 60 * 1_000;

const digestOf = (number: number): Digest => `sha256:${number.toString(16).padStart(64, '0')}`;
const nameOf = (number: number): string => `package-${number}`;

function packageOf(name: string, at: number): Package {
  const purl = `pkg:npm/${name}@1.${at % 7}.0`;
  const path = `app/node_modules/${name}/package.json`;
  return {
    id: `${purl}#${path}`,
    name,
    version: `1.${at % 7}.0`,
    purl,
    type: 'npm',
    versionOrder: 'semver',
    licences: ['MIT'],
    path,
    paths: [path],
    files: [],
    foundBy: 'npm',
  };
}

/** An image in four layers, of packages that others have too. */
function inventoryOf(image: number): Inventory {
  return {
    subject: {
      kind: 'image',
      name: `registry.example/team-${image % 50}/app-${image}:1`,
      digest: digestOf(image),
      configDigest: digestOf(image),
      platform: { os: 'linux', architecture: 'amd64' },
    },
    layers: [],
    packages: Array.from({ length: packages }, (_, at) => packageOf(nameOf((image * 37 + at * 199) % names), at)),
    coverage: {
      ...emptyCoverage,
      parts: [{ id: 'npm', version: 1, files: packages, found: packages, state: 'complete' }],
    },
    build: {
      created: '2026-01-01T00:00:00Z',
      diffIds: [1, 2, 3, 4].map((layer) => digestOf(layer * 1_000_000 + image)),
    },
  };
}

/** What is said on a day: a record a flaw, some of which say more than the day before. Data of long ago would be told as that, with its age. */
function recordsOf(day: number): { readonly name: string; readonly content: string }[] {
  const made = new Date(Date.now() - (2 - day) * oneDay).toISOString();
  return Array.from({ length: flaws }, (_, at) => {
    const id = `GHSA-${String(at).padStart(4, '0')}-aaaa-aaaa`;
    const fixed = at < changed * day ? '3.0.0' : '2.0.0';
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '1.3.0' }, { fixed }] }];
    const affected = [{ package: { ecosystem: 'npm', name: nameOf(at * 10) }, ranges }];
    const content = JSON.stringify({
      schema_version: '1.7.0',
      id,
      modified: at < changed * day || at === flaws - 1 ? made : '2026-01-01T00:00:00Z',
      published: '2026-01-01T00:00:00Z',
      aliases: [`CVE-2025-${10_000 + at}`],
      summary: 'Something is wrong',
      details: 'What it is. '.repeat(40),
      affected,
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    });
    return { name: `${id}.json`, content };
  });
}

/** How long it takes to judge what is stored again, when all was judged the day before and one partition has changed since. The bar: 10 s on two cores. */
export async function rejudgingFigures(): Promise<readonly Figure[]> {
  if (!existsSync(program)) return [{ name: 'rejudge', values: [['not there', 'the program is not built']] }];
  await using folder = await temporaryDirectory();
  const [osv, ledger, database] = ['osv', 'ledger', 'database'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(join(osv, 'npm'), { recursive: true });
  const off = feeds.filter(({ setting }) => setting !== 'osv').flatMap(({ setting }) => ['--feed', `${setting}=off`]);
  const common = ['--database', database, ...off, '--feed', `osv=${pathToFileURL(osv).href}`];
  const publish = async (day: number): Promise<void> => {
    await writeFile(join(osv, 'npm/all.zip'), makeZip(recordsOf(day)));
    const update = programCommand(program, 'db', 'update', 'osv/npm', ...common);
    await run(update.program, [...update.arguments]);
  };
  await publish(0);
  await store(ledger);
  const rejudge = programCommand(program, 'rejudge', '--offline', '--ledger', ledger, ...common, '-o', 'json');
  const first = await measure(rejudge);
  await publish(1);
  const second = await measure(rejudge);
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
  return [
    {
      name: `rejudge of ${inventories.toLocaleString('en')} inventories of ${packages} packages`,
      values: [
        ['after one partition changed, wall', `${seconds(second.wallMilliseconds)} (≤ 10)`],
        ['cpu', seconds(second.cpuMilliseconds)],
        ['judged for the first time, wall', seconds(first.wallMilliseconds)],
        ['cpu', seconds(first.cpuMilliseconds)],
      ],
    },
  ];
}

async function store(directory: string): Promise<void> {
  const ledger = await openLedger(directory);
  try {
    for (let from = 0; from < inventories; from += 500)
      await ledger.appendAll(
        Array.from({ length: 500 }, (_, at): NewRecord => {
          const inventory = inventoryOf(from + at);
          return {
            subject: digestOf(from + at),
            names: [inventory.subject.name],
            producer: { name: 'bench', version: '1' },
            time: '2026-01-01T00:00:00.000Z',
            ...asRecord(inventoryKind, inventoryPayload(inventory)),
          };
        }),
      );
  } finally {
    await ledger.close();
  }
}
