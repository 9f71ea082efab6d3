import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './house/repository.ts';

/*
 * `npm run pack-check`: packs the package, installs it in an empty folder without the network, starts its program, and compiles and runs a program
 * that uses it as a library. Run by .ci/run; what is packed is what `npm publish` would send.
 */

const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-pack-'));
const call = (program: string, words: readonly string[], cwd = folder): string =>
  execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function expect(what: string, actual: string, expected: RegExp): void {
  if (!expected.test(actual)) throw new Error(`${what}: ${JSON.stringify(actual.slice(0, 500))} is not ${expected}`);
  console.log(`ok  ${what}`);
}

try {
  const packed = JSON.parse(call('npm', ['pack', '--json', '--pack-destination', folder], root)) as readonly {
    readonly filename: string;
    readonly size: number;
    readonly files: readonly { readonly path: string }[];
  }[];
  const { filename, files, size } = packed[0] ?? { filename: '', files: [], size: 0 };
  const names = files.map((file) => file.path).join('\n');
  expect('the package holds the program', names, /^dist\/doors\/cli\/main\.js$/m);
  expect('the package holds the notices of what it bundles', names, /^dist\/THIRD-PARTY-LICENCES\.txt$/m);
  expect('the package holds the image of the tour', names, /^examples\/tour\/image\//m);
  expect('the package holds the capture of the tour', names, /^examples\/tour\/capture\.frames$/m);
  expect('the package holds what the sensor is built from', names, /^sensor\/Makefile$/m);
  expect('the package holds what runs in the kernel', names, /^sensor\/sensor\.bpf\.c$/m);
  expect(
    'the package holds no tests, laboratory or build files',
    String(/\.test\.|(^|\/)lab\/|tsbuildinfo|^sensor\/build\//m.test(names)),
    /^false$/,
  );
  console.log(`    ${files.length} files, ${Math.round(size / 1024)} KiB packed`);

  writeFileSync(path.join(folder, 'package.json'), '{"private":true,"type":"module"}');
  call('npm', [
    'install',
    '--offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `./${filename}`,
  ]);
  expect(
    'nothing else is installed with it',
    readdirSync(path.join(folder, 'node_modules'))
      .filter((name) => !name.startsWith('.'))
      .join(),
    /^seaworthy$/,
  );
  expect('npx seaworthy --version', call('npx', ['--no-install', 'seaworthy', '--version']), /^seaworthy \d/);
  expect('npx seaworthy help formats', call('npx', ['--no-install', 'seaworthy', 'help', 'formats']), /^ +sarif /m);
  // Everything that a command loads late is loaded: the HTTP client and the files of the tour.
  const refused = spawnSync('npx', ['--no-install', 'seaworthy', 'scan', 'localhost:1/x:1'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect('a registry that is not there is a network error', refused.stderr, /\[E_NETWORK\]\n$/);
  expect('npx seaworthy tour', call('npx', ['--no-install', 'seaworthy', 'tour']), /seaworthy-tour\.html/);

  // The types of packages that are bundled are not installed, and no public word of ours needs them: hence skipLibCheck.
  mkdirSync(path.join(folder, 'node_modules/@types'));
  for (const name of ['node'])
    symlinkSync(path.join(root, 'node_modules/@types', name), path.join(folder, 'node_modules/@types', name));
  symlinkSync(path.join(root, 'node_modules/undici-types'), path.join(folder, 'node_modules/undici-types'));
  const options = {
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['use.ts'] }));
  writeFileSync(
    path.join(folder, 'use.ts'),
    `import { scan, type Settings } from 'seaworthy';
import { defaultLimits, type Finding, type Report, SeaworthyError } from 'seaworthy/core';
import { type ReportFormat, reportFormats } from 'seaworthy/report';
const format: ReportFormat | undefined = reportFormats.find(({ id }) => id === 'json');
const use = async (settings: Settings): Promise<readonly Finding[]> => ((await scan('x', settings)) satisfies Report).findings;
console.log(typeof use, format?.id, defaultLimits.layers, new SeaworthyError('E_USAGE', 'x').exitCode);
`,
  );
  call(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.json']);
  expect('a program that imports it compiles and runs', call(process.execPath, ['use.ts']), /^function json 1000 2\n$/);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
