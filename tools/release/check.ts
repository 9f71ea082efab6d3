import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../house/repository.ts';
import { releaseImage } from './image.ts';
import { output } from './programs.ts';
import { provenance, provenanceType } from './provenance.ts';

/*
 * `npm run release:check`: builds the image here and in a clone elsewhere, which must give the same digest; attests its bill of materials, what a scan says of it in VEX and how it
 * was made, signs it, verifies all that, looks for what it must and must not hold, and runs the program that is in it. Run by .ci/run, with a key of the moment.
 */

interface Told {
  readonly packages: readonly { readonly name: string; readonly type: string }[];
  readonly findings: readonly { readonly id: string; readonly kind: string }[];
  readonly coverage: {
    readonly problems: readonly { readonly part: string; readonly where: string; readonly incomplete: boolean }[];
  };
}

const work = mkdtempSync(path.join(tmpdir(), 'seaworthy-release-'));
const program = path.join(root, 'dist/doors/cli/main.js');

function expect(what: string, holds: boolean, otherwise = ''): void {
  if (!holds) throw new Error(`${what}: no${otherwise === '' ? '' : `; ${otherwise.slice(0, 2_000)}`}`);
  console.log(`ok  ${what}`);
}

/** Runs the program that was built; its exit code must be one of these. */
function seaworthy(words: readonly string[], codes: readonly number[] = [0]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    cwd: work,
    env: { ...process.env, SEAWORTHY_LEDGER: path.join(work, 'ledger') },
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(`seaworthy ${words.slice(0, 2).join(' ')} …`, codes.includes(status ?? -1), `exit code ${status}\n${stderr}`);
  return stdout;
}

try {
  const changed = output('git', ['status', '--porcelain'], root);
  expect('everything is committed, so that a clone is the same', changed === '', changed);
  const layout = path.join(work, 'image');
  const digest = releaseImage(layout);
  console.log(`    ${digest}`);
  const clone = path.join(work, 'a clone elsewhere');
  output('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
  cpSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const other = output('npm', ['run', '--silent', 'release:image', '--', path.join(work, 'other')], clone).trim();
  expect('the same digest in two folders', other.split('\n').at(-1) === digest, other);

  const image = `oci:${layout}`;
  const key = path.join(work, 'release');
  const secret = path.join(work, 'password');
  writeFileSync(secret, 'of the moment');
  seaworthy(['keys', 'generate', '--out', key, '--password-file', secret]);
  const signing = ['--key', `${key}.key`, '--password-file', secret, '--offline'];

  // Without advisories nothing is judged, which ends with 5: what is looked at here is what is in it.
  const report = path.join(work, 'report.json');
  const [bom, vex, made] = ['bom.json', 'vex.json', 'provenance.json'].map((name) => path.join(work, name)) as [
    string,
    string,
    string,
  ];
  seaworthy(['scan', image, '--offline', '-o', `json=${report}`, '-o', `openvex=${vex}`], [0, 5]);
  seaworthy(['sbom', image, '--offline', '-o', `cyclonedx=${bom}`], [0]);
  writeFileSync(made, JSON.stringify(provenance('https://seaworthy.dev/builders/local')));
  const { packages, findings, coverage } = JSON.parse(readFileSync(report, 'utf8')) as Told;
  const names = new Set(packages.map(({ name }) => name));
  for (const name of ['libc6', 'ca-certificates', 'node', 'seaworthy', 'zod', 'yaml'])
    expect(`it holds ${name}`, names.has(name));
  const told = findings.filter(({ kind }) => kind === 'secret' || kind === 'malware');
  expect('no secret is found in it', told.length === 0, JSON.stringify(told));
  const unread = coverage.problems.filter(({ part, incomplete }) => incomplete && part !== 'advisories');
  expect('everything in it could be read', unread.length === 0, JSON.stringify(unread));

  seaworthy(['sign', image, ...signing]);
  for (const [type, file] of [
    ['cyclonedx', bom],
    ['openvex', vex],
    [provenanceType, made],
  ] as const) {
    seaworthy(['attest', image, ...signing, '--type', type, '--predicate', file]);
    seaworthy(['verify', image, '--key', `${key}.pub`, '--type', type, '--offline']);
  }
  seaworthy(['verify', image, '--key', `${key}.pub`, '--offline']);
  seaworthy(['keys', 'generate', '--out', `${key}-other`, '--password-file', secret]);
  seaworthy(['verify', image, '--key', `${key}-other.pub`, '--offline'], [4]);

  if (process.getuid?.() === 0) {
    const unpacked = path.join(work, 'unpacked');
    output('umoci', [
      'unpack',
      '--image',
      `${layout}:${JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version}`,
      unpacked,
    ]);
    const version = output('chroot', [
      '--userspec=65532:65532',
      path.join(unpacked, 'rootfs'),
      '/usr/bin/node',
      '/usr/lib/seaworthy/dist/doors/cli/main.js',
      '--version',
    ]);
    expect('the program in it runs, as nobody', /^seaworthy \d/.test(version), version);
  } else console.log('skipped: only root may enter the file system of the image to run its program');
} finally {
  rmSync(work, { recursive: true, force: true });
}
