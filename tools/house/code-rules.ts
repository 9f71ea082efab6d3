import { isTest, type SourceFile } from './repository.ts';
import { importsOf, lineAt } from './source-text.ts';

/** A rule about what may stand in a file. It is tested with its own examples. */
export interface CodeRule {
  readonly id: string;
  /** What to do instead, and why. */
  readonly why: string;
  /** What must not stand in the code (comments and the inside of strings are no code). */
  readonly pattern?: RegExp;
  /** Modules that must not be imported. */
  readonly modules?: RegExp;
  /** Files the rule is not about; folders end in a slash. Each with its reason. */
  readonly except: Readonly<Record<string, string>>;
  /** Whether tests are bound by it. */
  readonly tests: boolean;
  /** Lines that violate it, and lines that do not. */
  readonly violates: readonly string[];
  readonly keeps: readonly string[];
}

const tools = 'programs of the repository, never shipped';
const lab = 'measures and compares, never shipped';

export const codeRules: readonly CodeRule[] = [
  {
    id: 'no-default-export',
    why: 'export by name, so that a thing has one name everywhere',
    pattern: /\bexport\s+default\b|\bas\s+default\b/g,
    except: { 'tools/reporter.ts': 'node:test takes a reporter from the default export' },
    tests: true,
    violates: ['export default function f() {}', 'export { a as default };'],
    keeps: ['export function f() {}', "const s = 'export default';"],
  },
  {
    id: 'erasable-syntax',
    why: 'no enum, namespace or parameter property: Node runs the sources as they are, by erasing types',
    pattern:
      /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?(?:enum|namespace)\s+\w|\bconstructor\s*\((?:[^)]*,)?\s*(?:(?:public|private|protected|readonly)\s+)+\w+\s*\??\s*[:=,)]/gm,
    except: {},
    tests: true,
    violates: [
      'enum A { b }',
      'export const enum A { b }',
      'namespace A {}',
      'constructor(private readonly a: string) {}',
    ],
    keeps: ['const enumerate = 1;', 'constructor(a: Map<string, readonly B[]>) {}', '// enum A'],
  },
  {
    id: 'hash-private',
    why: 'one notation for what a class keeps to itself: #, which holds at run time as well',
    pattern:
      /^\s*(?:private|protected)\s+(?!constructor\b)(?:static\s+|async\s+|readonly\s+|get\s+|set\s+)*\w+\s*[?!:=(;]/gm,
    except: {},
    tests: true,
    violates: ['  private readonly a: string;', '  private b() {}', '  protected c = 1;', '  private async d(): P {}'],
    keeps: [
      '  readonly #a: string;',
      '  private constructor() {}',
      "  label: 'private thing',",
      '  // private a: string',
    ],
  },
  {
    id: 'defined-members',
    why: 'one helper for members that may be absent: `...defined({ version, path })`',
    pattern: /\.\.\.\(\s*([\w.]+)(?:\?(\.\w+))? === undefined \? \{\} : \{ (?:\w+: )?\1\2 \}\s*\)/g,
    except: {},
    tests: true,
    violates: [
      'f({ ...(a === undefined ? {} : { a }) });',
      'f({ ...(b.a === undefined ? {} : { a: b.a }) });',
      'f({ ...(b?.a === undefined ? {} : { a: b.a }) });',
    ],
    keeps: ['f({ ...defined({ a }) });', 'f({ ...(a === undefined ? {} : { a: g(a) }) });'],
  },
  {
    id: 'environment-at-the-door',
    why: 'the doors read the environment and hand on settings, so that a library call does what it is told',
    pattern: /\bprocess\s*\.\s*env\b|\bprocess\s*\[/g,
    except: { 'src/doors/': 'the doors', 'tools/': tools, 'lab/': lab },
    tests: true,
    violates: ['const home = process.env.HOME;', "const { env } = process['env'];"],
    keeps: ["const text = 'process.env';", 'const v = process.versions;'],
  },
  {
    id: 'json-shows-all',
    why: 'JSON that people see is made by `jsonText`, which escapes what steers or hides',
    pattern: /\bJSON\s*\.\s*stringify\([^\n]*,\s*2\s*\)/g,
    except: {
      'src/core/json-text.ts': 'where it is made',
      'src/phases/1-build/advisories/database/': 'files of our own that nobody pastes',
      'tools/': tools,
      'lab/': lab,
    },
    tests: false,
    violates: ['const text = JSON.stringify(value, null, 2);', 'JSON.stringify(a(b), (key, each) => each, 2)'],
    keeps: ['const key = JSON.stringify([a, b]);', 'const text = jsonText(value);'],
  },
  {
    id: 'set-aside-by-one-rule',
    why: 'ask `setAsideBy` or `openFindings` of core, which know when an exception is over',
    pattern: /\bsuppression\s*(?:[!=]==?\s*undefined(?!\s*\?\s*\{\s*\})|\?\.)|!\s*(?:\w+\.)?suppression\b/g,
    except: {
      'src/core/suppression.ts': 'where it is asked',
      'src/report/explanation/finding.ts': 'tells what is over as well',
      'lab/': lab,
    },
    tests: false,
    violates: [
      'const open = all.filter(({ suppression }) => suppression === undefined);',
      'if (finding.suppression !== undefined) continue;',
      'return found && !suppression;',
      'const isAside = !finding.suppression;',
      'const by = finding.suppression?.by;',
    ],
    keeps: ['...defined({ suppression }),', 'const aside = setAsideBy(finding, now);'],
  },
  {
    id: 'programs-in-one-place',
    why: 'start programs through run-program or start-program of the net room: bounded, with argument arrays, never a shell',
    modules: /^(?:node:)?(?:child_process|cluster|worker_threads)$/,
    except: {
      'src/foundations/net/run-program.ts': 'runs one to its end',
      'src/foundations/net/start-program.ts': 'starts one that runs beside us',
      'src/foundations/images/hash-beside.ts': 'a thread of this process, with code of ours',
      'tools/': tools,
      'lab/': lab,
    },
    tests: false,
    violates: ["import { spawn } from 'node:child_process';", "const cp = await import('child_process');"],
    keeps: ["import { runProgram } from '../../foundations/net/index.ts';"],
  },
  {
    id: 'network-in-one-place',
    why: 'only the net room opens sockets, so that --offline, limits, proxies and CA files hold everywhere',
    pattern: /(?<![.\w])(?:fetch|WebSocket|EventSource)\s*\(/g,
    modules: /^(?:(?:node:)?(?:http|https|http2|net|tls|dgram|dns|dns\/promises)|undici)$/,
    except: { 'src/foundations/net/': 'the room', 'src/doors/server/': 'listens', 'tools/': tools, 'lab/': lab },
    tests: false,
    violates: ["import { connect } from 'node:net';", "import { Agent } from 'undici';", 'await fetch(url);'],
    keeps: ["import { join } from 'node:path';", 'await http.fetch(url);', 'prefetch(x);'],
  },
  {
    id: 'bounded-reads',
    why: 'read with a bound (the size is checked before or while reading): what lies on disk may be hostile',
    pattern:
      /\bimport\s*\{[^}]*\breadFile(?:Sync)?\b|\bfs\w*\s*\.\s*readFile(?:Sync)?\s*\(|\.\s*(?:arrayBuffer|readToEnd)\s*\(/g,
    except: {
      'src/doors/cli/version.ts': 'reads our own package.json',
      'src/doors/cli/start/': 'reads the program itself; kept code after a look at its size',
      'src/phases/1-build/advisories/database/manifest.ts': 'a small file that only we write, in our own folder',
      'tools/': tools,
      'lab/': lab,
    },
    tests: false,
    violates: [
      "import { openSync, readFileSync } from 'node:fs';",
      "await fs.readFile(path, 'utf8')",
      'await answer.arrayBuffer()',
    ],
    keeps: [
      'function readFile(bytes: Uint8Array) {}',
      'readFileBounded(path, 10)',
      'response.bytes(limits.manifestBytes)',
    ],
  },
  {
    id: 'folders-in-one-place',
    why: 'make folders by `makeFolder`, which ends where a folder takes no other; Node’s own way with `recursive` does not (/proc)',
    pattern: /\bmkdir(?:Sync)?\s*\(/g,
    except: {
      'src/foundations/formats/files/make-folder.ts': 'where they are made',
      'src/doors/cli/start/code-folder.ts': 'imports nothing but built-ins; one level at a time',
      'tools/': tools,
      'lab/': lab,
    },
    tests: false,
    violates: ['await mkdir(dirname(path), { recursive: true });', 'fs.mkdirSync(path)'],
    keeps: ['makeFolder(path, 0o700);', "const call = 'mkdir(path)';", 'const at = { mkdir: 1 };'],
  },
  {
    id: 'leftovers-hide-nothing',
    why: 'take away what was half made by `discard`, which never throws: below what is no folder even `force` does, and hides what went wrong before',
    pattern: /\brm(?:Sync)?\s*\([^\n]*\{ force: true \}\)(?!\.catch\b)/g,
    except: {
      'src/foundations/formats/files/discard.ts': 'where it is done',
      'src/foundations/images/layout-store.ts': 'deletes what it was told to delete, and says when it cannot',
      'src/doors/cli/start/kept-code.ts': 'imports nothing but built-ins; nothing is told of it',
      'tools/': tools,
      'lab/': lab,
    },
    tests: false,
    violates: ['rmSync(temporary, { force: true });', 'await rm(join(a, b(c)), { force: true });'],
    keeps: ['discard(temporary);', 'await rm(temporary, { force: true }).catch(() => undefined);'],
  },
  {
    id: 'no-evaluation',
    why: 'input is data: nothing evaluates text as code',
    pattern: /(?<![.\w])eval\s*\(|\bnew\s+Function\s*\(|\bshell\s*:\s*true|\bvm\s*\.\s*\w+\s*\(/g,
    modules: /^(?:node:)?vm$/,
    except: {
      'src/doors/cli/start/scripts.ts': 'runs the program itself, of which the build makes scripts',
      'tools/program-scripts.ts': 'makes those scripts, and looks whether they are some',
      'tools/program-scripts.test.ts': 'runs what it made of one',
    },
    tests: true,
    violates: [
      'eval(text)',
      'new Function(text)',
      "import vm from 'node:vm';",
      'new vm.Script(text)',
      'spawn(a, b, { shell: true })',
    ],
    keeps: ['policy.eval(text)', 'evaluate(text)'],
  },
  {
    id: 'time-from-the-clock',
    why: 'ask the clock that the settings carry: the same input gives the same bytes',
    pattern: /\bDate\s*\.\s*now\s*\(|\bnew\s+Date\s*\(\s*\)/g,
    except: {
      'src/core/clock.ts': 'the clock',
      'src/phases/1-build/advisories/database/install.ts': 'compares with times of files, which the real clock gave',
      'src/foundations/net/': 'measures waiting, which no output shows',
      'src/doors/cli/progress/': 'measures waiting, which no output shows',
      'tools/': tools,
      'lab/': lab,
    },
    tests: false,
    violates: ['const now = Date.now();', 'const now = new Date();'],
    keeps: ['const now = clock.now();', 'new Date(text)', 'Date.parse(text)'],
  },
  {
    id: 'rooms-are-silent',
    why: 'only a door prints: return what there is to say',
    pattern: /\bconsole\s*\.|\bprocess\s*\.\s*(?:stdout|stderr|exit|exitCode|cwd|argv|on)\b/g,
    except: { 'src/doors/': 'the doors', 'tools/': tools, 'lab/': lab },
    tests: false,
    violates: ["console.log('x')", 'process.stdout.write(x)', 'process.exit(1)', 'process.cwd()'],
    keeps: ["say('x')", 'process.platform'],
  },
  {
    id: 'no-files-beside-the-code',
    why: 'the build moves code into bundles: import data (JSON, .ts), or be handed a path by the door',
    pattern: /\bimport\.meta\.(?:url|dirname|filename)\b|\b__dirname\b|\b__filename\b/g,
    except: {
      'src/doors/cli/main.ts': 'an entry of the bundle, whose place is known',
      'src/doors/cli/version.ts': 'only where the sources run as they are',
      'tools/': tools,
      'lab/': lab,
    },
    tests: false,
    violates: ["new URL('./x.json', import.meta.url)", 'path.join(__dirname, x)'],
    keeps: ["import x from './x.json' with { type: 'json' };"],
  },
];

/** What is found in one file against one rule, each as one readable line. */
export function violations(file: SourceFile, rule: CodeRule): readonly string[] {
  if (isTest(file.path) && !rule.tests) return [];
  const excepted = Object.keys(rule.except).some((path) =>
    path.endsWith('/') ? file.path.startsWith(path) : file.path === path,
  );
  if (excepted) return [];
  const { code } = file.source;
  const found = [...code.matchAll(rule.pattern ?? /(?!)/g)].map((match) => ({
    what: match[0].trim(),
    line: lineAt(code, match.index),
  }));
  const imported = importsOf(file.source)
    .filter(({ from }) => rule.modules?.test(from))
    .map(({ from, line }) => ({ what: from, line }));
  return [...found, ...imported].map(({ what, line }) => `${file.path}:${line} ${rule.id}: ${what} — ${rule.why}`);
}
