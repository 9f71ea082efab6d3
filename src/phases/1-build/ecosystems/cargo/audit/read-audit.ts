import { inflateSync } from 'node:zlib';
import { defined, SeaworthyError, whyOf } from '../../../../../core/index.ts';
import {
  asArray,
  asObject,
  asString,
  field,
  optionalArray,
  parseJson,
} from '../../../../../foundations/formats/index.ts';
import type { FoundPackage } from '../../extractor.ts';

/** The bound that the format itself sets on the JSON ("cargo auditable", PARSING.md). */
const maxJson = 8 * 1024 * 1024;

/** Crates of crates.io; others are `local` (a folder), `git` and `registry` (another one). */
const registries: ReadonlySet<string> = new Set(['crates.io', 'CratesIo']);
const maxSource = 100;

/**
 * Reads the section `.dep-v0`: zlib over JSON, `{"packages": [{"name", "version", "source", "kind", "dependencies"}]}`. Packages of the kind `build` only helped to
 * build: nothing of them is in the program. `os` is what the program was built for, where known. Throws `E_FORMAT`.
 */
export function readAudit(path: string, section: Uint8Array, os?: string): FoundPackage[] {
  const entries = asArray(
    field(asObject(parseJson(inflated(path, section), path), path), 'packages'),
    `${path}, packages`,
  );
  const crates = entries.map((entry) => {
    const object = asObject(entry, `${path}, packages`);
    const name = asString(field(object, 'name'), `${path}, name`);
    const version = asString(field(object, 'version'), `${path}, version`);
    const source = field(object, 'source');
    const isBuilt = field(object, 'kind') !== 'build';
    const isRoot = field(object, 'root') === true;
    return { name, version, source, isBuilt, isRoot, needs: optionalArray(object, 'dependencies', path) };
  });
  return crates
    .filter(({ isBuilt }) => isBuilt)
    .map(({ name, version, source, isRoot, needs }) => ({
      name,
      version,
      type: 'cargo',
      versionOrder: 'semver',
      purl: { name },
      // crates.io by its names of before and after the sparse protocol; what does not say is taken for it.
      ...(typeof source !== 'string' || registries.has(source)
        ? {}
        : { origin: { takenFrom: source.slice(0, maxSource) } }),
      ...defined({ os }),
      form: isRoot ? 'file' : 'part',
      // Each need is the place of a crate in the list.
      requires: needs.flatMap((at) => {
        const needed = typeof at === 'number' ? crates[at] : undefined;
        return needed?.isBuilt ? [[`${needed.name}@${needed.version}`]] : [];
      }),
    }));
}

function inflated(path: string, section: Uint8Array): Uint8Array {
  try {
    return inflateSync(section, { maxOutputLength: maxJson });
  } catch (cause) {
    const why = whyOf(cause);
    throw new SeaworthyError('E_FORMAT', 'the list of crates in a Rust program cannot be inflated', {
      where: path,
      why,
      cause,
    });
  }
}
