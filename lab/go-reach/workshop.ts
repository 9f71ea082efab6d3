import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeZip } from '../fixtures/index.ts';
import { type GoProgram, library, libraryFiles, librarySymbols, standardSymbols } from './programs.ts';

export const version = 'v1.0.0';

/** A folder in which programs are built with a library that comes from a module proxy of files, so that nothing is asked of the network. */
export class Workshop {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    const proxy = join(folder, 'proxy', library, '@v');
    write(join(proxy, 'list'), `${version}\n`);
    write(join(proxy, `${version}.info`), JSON.stringify({ Version: version, Time: '2026-01-01T00:00:00Z' }));
    write(join(proxy, `${version}.mod`), libraryFiles['go.mod'] ?? '');
    const files = Object.entries(libraryFiles).map(([name, content]) => ({
      name: `${library}@${version}/${name}`,
      content,
    }));
    write(join(proxy, `${version}.zip`), makeZip(files));
  }

  get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      GOPROXY: pathToFileURL(join(this.#folder, 'proxy')).href,
      GONOSUMDB: '*',
      GONOSUMCHECK: '1',
      GOFLAGS: '-mod=mod -buildvcs=false -modcacherw',
      GOMODCACHE: join(this.#folder, 'modules'),
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
      CGO_ENABLED: '0',
    };
  }

  source({ name }: GoProgram): string {
    return join(this.#folder, 'source', name);
  }

  /** Builds a program; gives its path. Throws what the toolchain says. */
  build(program: GoProgram): string {
    const folder = this.source(program);
    write(
      join(folder, 'go.mod'),
      `module example.org/programs/${program.name}\n\ngo 1.22\n\nrequire ${library} ${version}\n`,
    );
    write(join(folder, 'main.go'), program.main);
    const built = join(this.#folder, 'bin', program.name, program.name);
    const { status, stderr } = spawnSync('go', ['build', ...(program.flags ?? []), '-o', built, '.'], {
      cwd: folder,
      env: { ...this.environment, ...program.environment },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${program.name}: ${stderr}`);
    return built;
  }
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** One record about one function, as vuln.go.dev writes them (OSV schema, and `imports` of go.dev/doc/security/vuln/database). */
function record(number: number, module: string, path: string, symbol: string): { readonly id: string } {
  const id = `GO-2099-${String(number).padStart(4, '0')}`;
  return {
    schema_version: '1.3.1',
    id,
    modified: '2026-01-01T00:00:00Z',
    published: '2026-01-01T00:00:00Z',
    aliases: [],
    summary: `A flaw in ${path}.${symbol}`,
    details: `A flaw in ${path}.${symbol}.`,
    affected: [
      {
        package: { name: module, ecosystem: 'Go' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
        ecosystem_specific: { imports: [{ path, symbols: [symbol] }] },
      },
    ],
    references: [],
    credits: [],
    database_specific: { url: `https://pkg.go.dev/vuln/${id}`, review_status: 'REVIEWED' },
  } as { readonly id: string };
}

/** A record about every function, one each. */
export const records = [
  ...librarySymbols.map(([part, symbol]) => [library, part === '' ? library : `${library}/${part}`, symbol] as const),
  ...standardSymbols.map(([path, symbol]) => ['stdlib', path, symbol] as const),
].map(([module, path, symbol], index) => ({
  id: `GO-2099-${String(index + 1).padStart(4, '0')}`,
  module,
  name: `${path}.${symbol}`,
  record: record(index + 1, module, path, symbol),
}));

/** The records as OSV serves them: a folder with `Go/all.zip`. */
export function writeOsv(folder: string): void {
  write(
    join(folder, 'Go', 'all.zip'),
    makeZip(records.map(({ id, record: body }) => ({ name: `${id}.json`, content: JSON.stringify(body) }))),
  );
}

/** The same as vuln.go.dev serves them, for govulncheck (go.dev/doc/security/vuln/database#api). */
export function writeVulnerabilityDatabase(folder: string): void {
  const modified = '2026-01-01T00:00:00Z';
  write(join(folder, 'index', 'db.json'), JSON.stringify({ modified }));
  const modules = [...new Set(records.map(({ module }) => module))].map((path) => ({
    path,
    vulns: records.filter(({ module }) => module === path).map(({ id }) => ({ id, modified })),
  }));
  write(join(folder, 'index', 'modules.json'), JSON.stringify(modules));
  write(join(folder, 'index', 'vulns.json'), JSON.stringify(records.map(({ id }) => ({ id, modified, aliases: [] }))));
  for (const { id, record: body } of records) write(join(folder, 'ID', `${id}.json`), JSON.stringify(body));
}
