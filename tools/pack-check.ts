import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

  // Node's types are what a user of the library has as well; nothing else is there, so that a type of a package that we bundle would not be found.
  mkdirSync(path.join(folder, 'node_modules/@types'));
  for (const name of ['@types/node', 'undici-types'])
    symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
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
  for (const part of ['library', 'tour'])
    cpSync(path.join(root, 'examples', part), path.join(folder, 'examples', part), { recursive: true });
  const examples = readdirSync(path.join(folder, 'examples/library'));
  // The strictest that a user may have set, and no `skipLibCheck`: our declarations are checked with theirs.
  const options = {
    target: 'es2022',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: false,
    allowImportingTsExtensions: true,
  };
  for (const [moduleResolution, module] of [
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ]) {
    const config = {
      compilerOptions: { ...options, module, moduleResolution },
      files: ['use.ts', ...examples.map((name) => `examples/library/${name}`)],
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    call(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.json']);
    console.log(`ok  programs that use it compile without skipLibCheck (${moduleResolution})`);
  }
  expect('a program that imports it runs', call(process.execPath, ['use.ts']), /^function json 1000 2\n$/);
  for (const name of examples.filter((each) => each !== 'settings.ts'))
    expect(`the example ${name} runs`, call(process.execPath, [`examples/library/${name}`]), /\w/);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
