import { registerHooks } from 'node:module';
import described from '../package.json' with { type: 'json' };

/*
 * `node --import ./tools/from-sources.ts FILE`: the package's own name leads to the sources and not to what was built, so that the examples of the library run
 * without a build, as they are written.
 */

const entries = new Map(
  Object.entries(described.exports).flatMap(([entry, target]) =>
    typeof target === 'string' ? [] : [[`${described.name}${entry.slice(1)}`, target.default] as const],
  ),
);

registerHooks({
  resolve(specifier, context, next) {
    const built = entries.get(specifier);
    if (built === undefined) return next(specifier, context);
    const source = new URL(`../${built.replace('/dist/', '/src/').replace(/\.js$/, '.ts')}`, import.meta.url);
    return { url: source.href, format: 'module-typescript', shortCircuit: true };
  },
});
