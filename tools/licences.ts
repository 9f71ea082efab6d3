import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { defined } from '../src/core/index.ts';

/** The folder of the package that an input of the bundle belongs to, relative to the root; undefined for our own files. */
export function packageFolder(input: string): string | undefined {
  const at = input.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const [first = '', second = ''] = input.slice(at + 'node_modules/'.length).split('/');
  return `${input.slice(0, at)}node_modules/${first.startsWith('@') ? `${first}/${second}` : first}`;
}

/**
 * Of our own files a few have another licence than the rest; why stands in `sensor/README.md`.
 */
const ownExceptions = `Of Seaworthy's own files, sensor/sensor.bpf.c and sensor/kernel-types.h are under MIT OR GPL-2.0-only, and sensor/event.h is under
Apache-2.0 OR MIT; everything else is under the Apache License 2.0 (LICENSE). The kernel lets a BPF program read the memory of processes and its
own structures only when the program declares a licence compatible with the GPL, and without that the sensor could not tell names exactly. The
compiled program is data that the sensor hands to the kernel; nothing is linked with it.
`;

/** Where the text of a package lies that is published without the one that its repository has. By version: the next one has to be looked at again. */
const ownCopy = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  path.join(import.meta.dirname, 'licences', `${name.replaceAll('/', '-')}-${version}.txt`);

/** A package that is bundled into dist/. */
interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const foldersOf = (inputs: readonly string[]): readonly string[] =>
  [...new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))].sort();

async function manifestIn(root: string, folder: string): Promise<BundledPackage> {
  const text = await readFile(path.join(root, folder, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(text) as BundledPackage;
  return { name, version, ...defined({ license }) };
}

/** The packages whose code is bundled into dist/, for who wants to know what the program is made of. */
export async function bundledPackages(root: string, inputs: readonly string[]): Promise<readonly BundledPackage[]> {
  return Promise.all(foldersOf(inputs).map((folder) => manifestIn(root, folder)));
}

/**
 * The notices of all packages that are bundled into dist/, as their licences ask. Throws when a package brings no licence text: then it must
 * not be bundled before somebody has looked.
 */
export async function licenceText(root: string, inputs: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const folder of foldersOf(inputs)) {
    const manifest = await manifestIn(root, folder);
    const names = (await readdir(path.join(root, folder)))
      .filter((name) => /^(licen[cs]e|notice|copying)/i.test(name))
      .sort();
    const files = names.length > 0 ? names.map((name) => path.join(root, folder, name)) : [ownCopy(manifest)];
    const texts = await Promise.all(
      files.map((file) =>
        readFile(file, 'utf8').catch(() => {
          throw new Error(`${folder} is bundled, but brings no licence text`);
        }),
      ),
    );
    parts.push(
      `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${texts.join('\n\n').trim()}\n`,
    );
  }
  const rule = `\n${'-'.repeat(78)}\n\n`;
  return `${ownExceptions}${rule}Seaworthy contains these packages, each under its own licence.\n${rule}${parts.join(rule)}`;
}
