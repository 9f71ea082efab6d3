import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What only the root of a system has besides the files by which distributions are known: who it is (os-release(5) and kin), who its users are, the databases of its package managers, the programs that every one
 * has. Links count as they lie: they may lead where only a root is the root.
 */
const marks = [
  'etc/os-release',
  'usr/lib/os-release',
  'etc/alpine-release',
  'etc/debian_version',
  'etc/redhat-release',
  'etc/passwd',
  'etc/group',
  'lib/apk',
  'usr/lib/apk',
  'var/lib/dpkg',
  'var/lib/rpm',
  'usr/lib/sysimage',
  'usr/share/rpm',
  'var/lib/pacman',
  'var/db/pkg',
  'usr/lib/opkg',
  'var/lib/opkg',
  'nix/store',
  'bin/sh',
  'usr/bin/env',
  'usr/local/bin',
  'lib64',
];

/** Whether a folder is the root file system of something, as far as what lies in it shows; else it is a tree of sources. `more` are further such files. */
export function isRootFileSystem(folder: string, more: readonly string[] = []): boolean {
  return [...marks, ...more].some((mark) => isThere(join(folder, mark)));
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    // What cannot be looked at shows nothing; the walk tells it.
    return false;
  }
}
