/** Which extractor reads each kind of the suite that is an operating system's. */
export const systemOfKind: Readonly<Record<string, string>> = {
  bottlerocket: 'bottlerocket',
  cos: 'cos',
  opkg: 'opkg',
  pacman: 'pacman',
  'rpm-bdb': 'rpm',
};

/** Extractors of operating systems' packages of which the suite has no case. */
export const systemWithoutCases: readonly string[] = ['brew', 'linux-kernel', 'nix-store', 'portage', 'rpm-manifest'];
