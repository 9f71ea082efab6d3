import { execFile } from 'node:child_process';
import { cp, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { goBuildInfo, makeElf, tarBody, tarHeader } from '../fixtures/index.ts';
import { type ImageFiles, imageFiles, makeOnce } from './image-files.ts';
import { benchFolder } from './program.ts';

const run = promisify(execFile);
const MiB = 1024 * 1024;

/** An image of one layer: what `fill` put into a folder. Made once and kept. */
async function imageOf(name: string, fill: (root: string) => Promise<void>): Promise<ImageFiles> {
  const folder = join(benchFolder, name);
  const tar = await makeOnce(join(folder, 'root.tar'), async (partial) => {
    const root = join(folder, 'root');
    await rm(root, { recursive: true, force: true });
    await mkdir(join(root, 'etc'), { recursive: true });
    await writeFile(join(root, 'etc/os-release'), 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n');
    await fill(root);
    const how = ['--sort=name', '--owner=0', '--group=0', '--mtime=@0'];
    await run('tar', ['-C', root, ...how, '-cf', partial, '.']);
    await rm(root, { recursive: true, force: true });
  });
  return imageFiles(folder, [tar]);
}

/** Bytes that a compressor has some work with, the same every time. */
function padding(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let at = 0; at + 4 <= size; at += 4) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes.writeUInt32LE(state & 0x00ff_0fff, at);
  }
  return bytes;
}

/** Programs as Go makes them, of so many MiB each. */
export async function goImage(sizes: readonly number[] = [180, 140, 60, 30]): Promise<ImageFiles> {
  return imageOf(`go-${sizes.join('-')}`, async (root) => {
    const folder = join(root, 'usr/local/bin');
    await mkdir(folder, { recursive: true });
    for (const [index, size] of sizes.entries()) {
      const modules = Array.from({ length: 200 }, (_, n) => `dep\texample.org/m${n}\tv1.${index}.${n}\th1:x=\n`);
      const info = goBuildInfo('go1.22.1', `path\texample.org/p${index}\n${modules.join('')}`);
      const sections = [
        { name: '.text', bytes: padding(size * MiB) },
        { name: '.go.buildinfo', bytes: info },
      ];
      const elf = makeElf({ wordSize: 8, littleEndian: true, sections });
      await writeFile(join(folder, `tool${index}`), elf, { mode: 0o755 });
    }
  });
}

/** So many npm packages of forty files each, and the program that runs them. */
export async function npmImage(packages = 611): Promise<ImageFiles> {
  return imageOf(`npm-${packages}`, async (root) => {
    await mkdir(join(root, 'usr/local/bin'), { recursive: true });
    await cp(process.execPath, join(root, 'usr/local/bin/node'));
    const readme = 'What this package does, at some length, and how it is used.\n'.repeat(60);
    for (let index = 0; index < packages; index++) {
      const folder = join(root, 'srv/app/node_modules', index % 5 === 0 ? `@scope${index % 7}/p${index}` : `p${index}`);
      await mkdir(join(folder, 'lib'), { recursive: true });
      const dependencies = Object.fromEntries([1, 2, 3, 4].map((n) => [`p${(index * 7 + n) % packages}`, '^1.0.0']));
      const manifest = { name: folder.slice(folder.indexOf('node_modules/') + 13), version: `1.0.${index}` };
      const more = { license: 'MIT', description: 'a package', repository: `https://example.org/p${index}` };
      await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, ...more, dependencies }, null, 2));
      await writeFile(join(folder, 'README.md'), readme);
      for (let file = 0; file < 38; file++) {
        const body = `export const value${file} = ${JSON.stringify('x'.repeat(200))};\n`.repeat(
          1 + ((index + file) % 60),
        );
        await writeFile(join(folder, 'lib', `part-${file}.js`), body);
      }
    }
  });
}

/** So many layers of a MiB, each with a few files, one of which the next layer replaces. */
export async function layersImage(layers: number): Promise<ImageFiles> {
  const folder = join(benchFolder, `layers-${layers}`);
  const tars: string[] = [];
  for (let index = 0; index < layers; index++) {
    const body = (size: number) => Buffer.alloc(size, `layer ${index} `);
    const member = (name: string, size: number) => [tarHeader({ name, size }), tarBody(body(size))];
    const members = [...member('etc/motd', 600), ...member(`usr/share/own/${index}`, MiB), Buffer.alloc(1_024)];
    const make = (partial: string) => writeFile(partial, Buffer.concat(members));
    tars.push(await makeOnce(join(folder, `${index}.tar`), make));
  }
  return imageFiles(folder, tars);
}

/** So many files, in folders of twenty. */
export async function filesImage(files = 500_000): Promise<ImageFiles> {
  const folder = join(benchFolder, `files-${files}`);
  const tar = await makeOnce(join(folder, 'root.tar'), async (partial) => {
    const file = await open(partial, 'w');
    let chunk: Uint8Array[] = [];
    for (let index = 0; index < files; index++) {
      const name = `usr/share/data/${Math.floor(index / 2_000)}/folder-${Math.floor(index / 20)}/file-${index}.txt`;
      chunk.push(tarHeader({ name, size: 12 }), Buffer.concat([Buffer.from('some content'), Buffer.alloc(500)]));
      if (chunk.length < 8_192) continue;
      await file.writeFile(Buffer.concat(chunk));
      chunk = [];
    }
    await file.writeFile(Buffer.concat([...chunk, Buffer.alloc(1_024)]));
    await file.close();
  });
  return imageFiles(folder, [tar]);
}
