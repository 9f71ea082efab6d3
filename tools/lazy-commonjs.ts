import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * With code splitting, esbuild turns `await import('a CommonJS package')` into a chunk that has only a default export, while Node gives every name as
 * well. This puts a module with all the names in between, so that the bundle does what the sources do.
 */
export const lazyCommonJs: Plugin = {
  name: 'lazy-commonjs',
  setup(build) {
    const root = build.initialOptions.absWorkingDir ?? process.cwd();
    build.onResolve({ filter: /^[^.]/ }, async (args) => {
      if (args.kind !== 'dynamic-import' || args.path.startsWith('node:') || args.pluginData === 'seen')
        return undefined;
      const { importer, resolveDir, kind } = args;
      const found = await build.resolve(args.path, { importer, resolveDir, kind, pluginData: 'seen' });
      if (found.errors.length > 0 || found.external || !isCommonJs(found.path)) return found;
      // The path goes into the name of the chunk, which is to be the same wherever the sources lie.
      return { path: path.relative(root, found.path), namespace: 'lazy-commonjs' };
    });
    build.onLoad({ filter: /.*/, namespace: 'lazy-commonjs' }, (args) => {
      const file = path.join(root, args.path);
      const names = Object.keys(createRequire(file)(file) as object);
      const identifiers = names.filter(
        (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default' && name !== '__esModule',
      );
      const address = JSON.stringify(`./${path.basename(file)}`);
      const contents = `const all = require(${address});\nexport default all;\nexport const { ${identifiers.join(', ')} } = all;\n`;
      return { contents, resolveDir: path.dirname(file), loader: 'js' };
    });
  },
};

/** By Node's rule: the ending, or `type` of the nearest package.json. */
export function isCommonJs(file: string): boolean {
  if (/\.[mc]js$/.test(file)) return file.endsWith('.cjs');
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    try {
      const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
        readonly type?: string;
      };
      return manifest.type !== 'module';
    } catch {
      // There is none here.
    }
  }
  return true;
}
