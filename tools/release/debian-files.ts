import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  output('dpkg-deb', ['--extract', archive, root]);
  const about = path.join(root, 'var/lib/dpkg/status.d');
  mkdirSync(about, { recursive: true });
  const name = output('dpkg-deb', ['--field', archive, 'Package']).trim();
  const fields = output('dpkg-deb', ['--field', archive]).trimEnd();
  writeFileSync(path.join(about, name), `${fields}\nStatus: install ok installed\n`);
  // Absent where a package has no files but those of its control archive.
  const control = mkdtempSync(path.join(tmpdir(), 'seaworthy-control-'));
  try {
    output('dpkg-deb', ['--control', archive, control]);
    const sums = path.join(control, 'md5sums');
    if (existsSync(sums)) cpSync(sums, path.join(about, `${name}.md5sums`));
  } finally {
    rmSync(control, { recursive: true });
  }
}

/** All certificates in one file, as `update-ca-certificates` would make it, in the order of their names. */
function certificates(root: string): void {
  const from = path.join(root, 'usr/share/ca-certificates/mozilla');
  const all = readdirSync(from)
    .sort()
    .map((name) => readFileSync(path.join(from, name), 'utf8').trimEnd());
  mkdirSync(path.join(root, 'etc/ssl/certs'), { recursive: true });
  writeFileSync(path.join(root, 'etc/ssl/certs/ca-certificates.crt'), `${all.join('\n')}\n`);
}
