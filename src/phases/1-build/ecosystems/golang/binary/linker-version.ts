import { splitWords } from './go-text.ts';

/** `1.2.3` with or without `v`, and what semver lets follow. */
const release = /^v?\d{1,9}(?:\.\d{1,9}){1,3}(?:[-+][0-9A-Za-z.+-]{1,100})?$/;

/**
 * The version that a build wrote into a variable of the main module by the linker's `-X IMPORTPATH.NAME=VALUE`, which release scripts do because
 * the toolchain itself knew none before Go 1.24. Only a variable called `version` (or `buildVersion`, `gitVersion` …) of `main` or of a package of
 * the main module counts, since dependencies are given versions in the same way; undefined when there is none, or several that differ.
 */
export function linkerVersion(flags: string | undefined, mainModule: string): string | undefined {
  const words = splitWords(flags ?? '');
  const versions = { main: new Set<string>(), packages: new Set<string>() };
  for (const [index, word] of words.entries()) {
    const setting =
      word === '-X' || word === '--X' ? (words[index + 1] ?? '') : (/^--?X=?(.+)$/s.exec(word)?.[1] ?? '');
    const equals = setting.indexOf('=');
    const variable = setting.slice(0, Math.max(0, equals)).replace(/^['"]/, '');
    const value = setting.slice(equals + 1).replace(/['"]$/, '');
    const dot = variable.lastIndexOf('.');
    if (dot < 0 || !/^(?:build|git|release|app)?_?version$/i.test(variable.slice(dot + 1)) || !release.test(value))
      continue;
    const path = variable.slice(0, dot);
    if (path === 'main') versions.main.add(value);
    else if (path === mainModule || path.startsWith(`${mainModule}/`)) versions.packages.add(value);
  }
  const best = versions.main.size > 0 ? versions.main : versions.packages;
  return best.size === 1 ? [...best][0] : undefined;
}
