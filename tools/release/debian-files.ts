import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { output } from './programs.ts';

/**
 * What the image takes from Debian: the libraries that Node is linked with, the certificates that registries are trusted by, and who it says it is. No shell, no
 * package manager.
 */
const packages = ['base-files', 'ca-certificates', 'gcc-12-base', 'libc6', 'libgcc-s1', 'libstdc++6'] as const;

/** Folders that only people read, or that another program of the package would use. Copyright files stay. */
const left = ['usr/share/man', 'usr/share/info', 'usr/share/lintian', 'usr/share/locale', 'usr/sbin'];

/**
 * Unpacks the packages of this machine's Debian into `root` and writes for each what dpkg would know of it, one file a package, where scanners look in images without
 * dpkg. Nothing of a package runs. Throws when one cannot be had.
 */
export function debianFiles(root: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-release-'));
  try {
    output('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...packages], folder);
    for (const file of readdirSync(folder).sort()) unpack(path.join(folder, file), root);
    for (const name of left) rmSync(path.join(root, name), { recursive: true, force: true });
    certificates(root);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function unpack(archive: string, root: string): void {
  const [name, control, status] = ['Package', 'md5sums', 'status'];
  output('dpkg-deb', ['--extract', archive, root]);
  const about = path.join(root, 'var/lib/dpkg/status.d');
  mkdirSync(about, { recursive: true });
  const parts = mkdtempSync(path.join(tmpdir(), 'seaworthy-control-'));
  try {
    output('dpkg-deb', ['--control', archive, parts]);
    const called = output('dpkg-deb', ['--field', archive, name]).trim();
    const fields = output('dpkg-deb', ['--field', archive]);
    writeFileSync(path.join(about, called), `${fields.trimEnd()}\nStatus: install ok installed\n`);
    const sums = path.join(parts, control);
    if (existsSync(sums)) cpSync(sums, path.join(about, `${called}.${control}`));
  } catch (cause) {
    throw new Error(`${archive} has no ${status} that can be read`, { cause });
  } finally {
    rmSync(parts, { recursive: true });
  }
}

/** All certificates in one file, as `update-ca-certificates` would make it, in the order of their names. */
function certificates(root: string): void {
  const from = path.join(root, 'usr/share/ca-certificates/mozilla');
  const all = readdirSync(from)
    .sort()
    .map((name) => output('cat', [path.join(from, name)]).trimEnd());
  mkdirSync(path.join(root, 'etc/ssl/certs'), { recursive: true });
  writeFileSync(path.join(root, 'etc/ssl/certs/ca-certificates.crt'), `${all.join('\n')}\n`);
}
