import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { certificate, layer, memoryRegistry, ociLayout, pushImage } from '../fixtures/index.ts';
import type { Command } from './measure.ts';
import {
  benchFolder,
  emptyScript,
  programCommand,
  projectRoot,
  rowsAgainst,
  scanCommand,
  sharedFolder,
} from './program.ts';
import { podReview } from './review-client.ts';
import type { BenchRows } from './row.ts';

const run = promisify(execFile);

const gate = `gate: 1
name: bench
rules:
  - { id: hardened, podSecurity: { level: baseline } }
  - { id: scanned, scanned: { maxAge: 365d, complete: false } }
`;

/** Commands that do little: what they cost is start-up, and how much of the program they load. */
export async function commandRows(cli: string): Promise<BenchRows> {
  if (!existsSync(cli)) return { name: 'commands', skipped: 'the program is not built (npm run build)' };
  const folder = join(benchFolder, 'commands');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const ledger = ['--ledger', join(folder, 'ledger')];
  const work = async (...words: string[]): Promise<void> => {
    await run(process.execPath, [cli, ...words], { maxBuffer: 2 ** 28 });
  };
  const toNothing = rowsAgainst(await emptyScript());

  const alpine = join(folder, 'alpine');
  await ociLayout(alpine, { layers: [layer(await alpineRoot())] });
  const warm = scanCommand(cli, `oci:${alpine}`, '--cache', join(folder, 'cache'));
  await run(warm.program, [...warm.arguments], { maxBuffer: 2 ** 28 });

  const password = join(folder, 'password');
  const key = join(folder, 'key');
  await writeFile(password, 'bench');
  await work('keys', 'generate', '--out', key, '--password-file', password);
  const sign = ['--key', `${key}.key`, '--password-file', password, ...ledger];
  const verify = (target: string, ...flags: string[]): Command =>
    programCommand(cli, 'verify', target, '--key', `${key}.pub`, ...ledger, ...flags);
  const layout = join(folder, 'signed');
  await ociLayout(layout, { layers: [layer([{ path: 'a', body: 'a' }])] });
  await work('sign', `oci:${layout}`, ...sign);

  const authority = certificate({ name: 'Bench authority' });
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, authority.certificate);
  const plain = await memoryRegistry();
  const secure = await memoryRegistry({ tls: certificate({ name: 'bench', hosts: ['127.0.0.1'], issuer: authority }) });
  const flagsOf = { plain: ['--insecure-plain-http', plain.host], secure: ['--ca-file', caFile] };
  for (const [registry, flags] of [
    [plain, flagsOf.plain],
    [secure, flagsOf.secure],
  ] as const) {
    pushImage(registry, 'app', {}, 'v1');
    await work('sign', `${registry.host}/app:v1`, ...sign, ...flags);
  }

  const image = join(folder, 'image-0');
  await ociLayout(image, {
    layers: [layer([{ path: 'app/node_modules/left/package.json', body: '{"name":"left","version":"1.0.0"}' }])],
    tag: 'v1',
  });
  await work(...scanCommand(cli, `oci:${image}`, '--no-cache', ...ledger).arguments.slice(1));
  const [gateFile, review] = [join(folder, 'gate.yaml'), join(folder, 'review.json')];
  await writeFile(gateFile, gate);
  await writeFile(review, podReview(0, 1));
  const check = [
    'gate',
    'check',
    '--gate',
    gateFile,
    '--layout',
    `r.example.com/image-0=${image}`,
    '--offline',
    ...ledger,
  ];

  const capture = join(projectRoot, 'examples/tour/capture.frames');
  const rules = join(projectRoot, 'examples/tour/rules.yaml');
  const replay = ['replay', capture, '--rules', rules, '--allow-partial', ...ledger];
  return {
    rows: [
      toNothing('scan Alpine, warm / empty script', warm, { cpu: 4 }),
      toNothing('verify, OCI layout / empty script', verify(`oci:${layout}`, '--offline'), { cpu: 4 }),
      toNothing('verify, registry, plain http / empty script', verify(`${plain.host}/app:v1`, ...flagsOf.plain), {
        cpu: 4,
      }),
      toNothing('verify, registry, TLS / empty script', verify(`${secure.host}/app:v1`, ...flagsOf.secure)),
      toNothing('gate check, recorded AdmissionReview / empty script', programCommand(cli, ...check, review), {
        cpu: 4,
      }),
      toNothing('replay, a small capture / empty script', programCommand(cli, ...replay), { cpu: 4 }),
    ],
    end: async () => {
      await plain[Symbol.asyncDispose]();
      await secure[Symbol.asyncDispose]();
    },
  };
}

/** A real Alpine root where one is at hand, else its package database alone. */
async function alpineRoot(): Promise<Parameters<typeof layer>[0]> {
  const root = join(sharedFolder, 'images/alpine/alpine-minirootfs-3.20.3-x86_64.tar.gz');
  if (existsSync(root)) return gunzipSync(await readFile(root));
  const packages = Array.from({ length: 15 }, (_, i) => `P:small${i}\nV:1.${i}-r0\nA:x86_64\no:small${i}\nL:MIT\n\n`);
  return [
    { path: 'lib/apk/db/installed', body: packages.join('') },
    { path: 'etc/os-release', body: 'ID=alpine\nVERSION_ID=3.20.3\n' },
  ];
}
