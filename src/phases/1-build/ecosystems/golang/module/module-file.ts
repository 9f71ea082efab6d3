import { defined } from '../../../../../core/index.ts';
import type { Problems } from '../../problems.ts';
import { type Directive, readDirectives } from './lines.ts';

/** What is put in the place of a module: another one, or a folder (then without version). */
export interface Replacement {
  readonly path: string;
  readonly version?: string;
  readonly byPath: string;
  readonly byVersion?: string;
}

/** What a module or a workspace says. */
export interface ModuleFile {
  /** Its own name; absent for a workspace. */
  readonly module?: string;
  /** The least Go that it is built with: of `toolchain`, else of `go`. */
  readonly go?: string;
  readonly required: readonly { readonly path: string; readonly version: string; readonly direct: boolean }[];
  readonly replaced: readonly Replacement[];
  /** Folders of the modules of a workspace. */
  readonly used: readonly string[];
}

export function readModuleFile(text: string, problems: Problems): ModuleFile {
  const directives = readDirectives(text, problems);
  const first = (word: string): string | undefined => directives.find((one) => one.word === word)?.words[0];
  const toolchain = first('toolchain')?.replace(/^go/, '');
  const go = toolchain !== undefined && /^\d/.test(toolchain) ? toolchain : first('go');
  const module = first('module');
  return {
    ...defined({ module }),
    ...defined({ go }),
    required: directives.flatMap(({ word, words, comment }) => {
      const [path, version] = words;
      if (word !== 'require') return [];
      if (path === undefined || version === undefined) {
        problems.add(`${path ?? 'a module'} is required without a version`);
        return [];
      }
      if (isVersion(version)) return [{ path, version, direct: !/^indirect\b/.test(comment) }];
      problems.add(`${path} is required in ${version}, which is no version`);
      return [];
    }),
    replaced: directives.flatMap((one) => (one.word === 'replace' ? (replacementOf(one, problems) ?? []) : [])),
    used: directives.flatMap(({ word, words }) => (word === 'use' && words[0] !== undefined ? [words[0]] : [])),
  };
}

/** Each begins so; a branch or `latest` is what Go puts a version in the place of before it builds. */
const isVersion = (text: string): boolean => /^v\d/.test(text);

/** `OLD [VERSION] => NEW [VERSION]`. */
function replacementOf({ words }: Directive, problems: Problems): Replacement | undefined {
  const arrow = words.indexOf('=>');
  const [path, version] = words.slice(0, Math.max(arrow, 0));
  const [byPath, byVersion] = words.slice(arrow + 1);
  if (arrow < 1 || path === undefined || byPath === undefined) {
    problems.add(`the replacement ${words.join(' ')} is not understood`);
    return undefined;
  }
  if (byVersion !== undefined && !isVersion(byVersion)) {
    problems.add(`${path} is replaced by ${byPath} in ${byVersion}, which is no version`);
    return undefined;
  }
  return {
    path,
    ...defined({ version }),
    byPath,
    ...defined({ byVersion }),
  };
}

/** Modules whose content, and not only whose `go.mod`, was hashed (`go.sum`): all that may be built from, in each version that was looked at. */
export function readSums(
  text: string,
  problems: Problems,
): readonly { readonly path: string; readonly version: string }[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [path, version, sum] = line.trim().split(/\s+/);
    if (path === undefined || version === undefined || !sum?.startsWith('h1:')) {
      problems.add(`line ${index + 1} is not understood`);
      return [];
    }
    return version.endsWith('/go.mod') ? [] : [{ path, version }];
  });
}
