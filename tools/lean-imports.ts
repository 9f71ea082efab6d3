import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { readSource, type SourceText } from './house/source-text.ts';

/*
 * What a command loads is decided by imports between files, and a door (`index.ts`) imports its whole room. In the bundle each name is therefore
 * imported from the file that declares it, so that a chunk brings what is used and not what stands behind the same door.
 *
 * A static import of a built-in module makes Node ask it for every name it has, and behind many of these lies a module that is loaded when it is
 * asked for: behind `node:http` a whole client with its own HTTP. In the bundle only the names that are used are asked for.
 */

/**
 * What is written otherwise in the parser of command lines, which every command loads. It can start subcommands that are programs; ours are none, and what
 * starts programs brings sockets with it. And of each flag it asks whether its value may be repeated, for which the engine works out a property of Unicode.
 */
const parser = '/node_modules/commander/';
const inParser: readonly (readonly [from: string, to: string])[] = [
  ["import childProcess from 'node:child_process';", ''],
  ['this.variadic = /', "this.variadic = flags.includes('...') && /"],
];

export const leanImports: Plugin = {
  name: 'lean-imports',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path: name }) =>
      isBuiltin(name) ? { path: name, external: true, sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /\.(?:ts|m?js)$/, namespace: 'file' }, ({ path: file }) => {
      let text = readFileSync(file, 'utf8');
      if (file.includes(parser)) for (const [from, to] of inParser) text = text.replace(from, to);
      return { contents: leanText(file, text, 'ask'), loader: file.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};

const statement = /\b(import|export) (?:\{([^}]*)\}|\* as (\w+)|(\w+)) from '([^']+)';/g;

/** The text of a file with its imports made lean. What is not understood stays as it is. */
export function leanText(file: string, text: string, builtIns: 'ask' | 'keep'): string {
  const { code } = readSource(text);
  return text.replace(
    statement,
    (whole, keyword: string, list: string | undefined, all, standard, from, at: number) => {
      if (!code.startsWith(keyword, at)) return whole;
      const names = list === undefined ? undefined : namesOf(list);
      if (isBuiltin(from)) {
        if (keyword === 'export' || builtIns === 'keep') return whole;
        const bound =
          names === undefined ? (all ?? standard) : `{ ${names.map(({ name, as }) => `${name}: ${as}`).join(', ')} }`;
        return `const ${bound} = globalThis.process.getBuiltinModule('${from}');`;
      }
      if (names === undefined || !/^\..*\.ts$/.test(from)) return whole;
      // The words are used everywhere: of one chunk, and not of dozens that differ in who uses them.
      if (from.endsWith('/core/index.ts')) return whole;
      const folder = path.dirname(file);
      const lines: string[] = [];
      for (const { name, as } of names) {
        const place = placeOf(path.join(folder, from), name);
        if (place === undefined) return whole;
        const relative = path.relative(folder, place.file).replaceAll(path.sep, '/');
        const address = relative.startsWith('.') ? relative : `./${relative}`;
        lines.push(`${keyword} { ${place.name} as ${as} } from '${address}';`);
      }
      return lines.join(' ');
    },
  );
}

interface Name {
  readonly name: string;
  readonly as: string;
}

/** `a, b as c, type D`: types are erased. */
function namesOf(list: string): readonly Name[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => {
      const [name = '', as = name] = part.split(' as ');
      return { name, as };
    });
}

/** What a file gives out: what it declares, what it hands on by name, and where it hands on everything. */
interface Exports {
  readonly declared: ReadonlySet<string>;
  readonly handedOn: ReadonlyMap<string, { readonly from: string; readonly name: string }>;
  readonly everythingOf: readonly string[];
}

const known = new Map<string, Exports>();

function exportsOf(file: string): Exports {
  const before = known.get(file);
  if (before) return before;
  const text = readFileSync(file, 'utf8');
  const { code, withoutComments } = readSource(text) satisfies SourceText;
  const declaration = /^export (?:async )?(?:function\*?|const|let|class|abstract class) (\w+)/gm;
  const handedOn = new Map<string, { from: string; name: string }>();
  for (const [, keyword, list, , , from = ''] of withoutComments.matchAll(statement))
    if (keyword === 'export' && list !== undefined)
      for (const { name, as } of namesOf(list)) handedOn.set(as, { from, name });
  const own = [...code.matchAll(/^export \{([^}]*)\};/gm)].flatMap(([, list = '']) =>
    namesOf(list).map(({ as }) => as),
  );
  const found: Exports = {
    declared: new Set([...[...code.matchAll(declaration)].map(([, name = '']) => name), ...own]),
    handedOn,
    everythingOf: [...withoutComments.matchAll(/^export \* from '([^']+)';/gm)].map(([, from = '']) => from),
  };
  known.set(file, found);
  return found;
}

/** Which file declares a name that a file gives out, and under which name. */
function placeOf(file: string, name: string): { readonly file: string; readonly name: string } | undefined {
  const { declared, handedOn, everythingOf } = exportsOf(file);
  if (declared.has(name)) return { file, name };
  const handed = handedOn.get(name);
  const there = (from: string): string => path.join(path.dirname(file), from);
  if (handed) return handed.from.startsWith('.') ? placeOf(there(handed.from), handed.name) : undefined;
  for (const from of everythingOf) {
    const place = from.startsWith('.') ? placeOf(there(from), name) : undefined;
    if (place) return place;
  }
  return undefined;
}
