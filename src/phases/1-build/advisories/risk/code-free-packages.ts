/** A package that carries the name or the source of something and none of its running code. */
export interface CodeFreePackage {
  /** Purl type. */
  readonly type: string;
  /** How its name begins, or the whole name. */
  readonly name: string;
  readonly prefix?: true;
  readonly why: string;
}

const kernelHeaders = 'holds header files of the kernel; the kernel that runs is the host’s';

/** Known by name, for inventories that do not tell files (an SBOM). Where files are known, they decide too: see `code-free.ts`. */
export const codeFreePackages: readonly CodeFreePackage[] = [
  { type: 'deb', name: 'linux-libc-dev', prefix: true, why: kernelHeaders },
  { type: 'deb', name: 'linux-headers-', prefix: true, why: kernelHeaders },
  {
    type: 'deb',
    name: 'linux-kbuild-',
    prefix: true,
    why: 'holds tools that build kernel modules; the kernel that runs is the host’s',
  },
  { type: 'deb', name: 'linux-doc', prefix: true, why: 'holds documentation of the kernel' },
  {
    type: 'deb',
    name: 'linux-source',
    prefix: true,
    why: 'holds source text of the kernel; the kernel that runs is the host’s',
  },
  { type: 'apk', name: 'linux-headers', why: kernelHeaders },
  { type: 'rpm', name: 'kernel-headers', why: kernelHeaders },
  { type: 'rpm', name: 'kernel-devel', prefix: true, why: kernelHeaders },
  { type: 'rpm', name: 'kernel-doc', why: 'holds documentation of the kernel' },
  { type: 'rpm', name: 'kernel-srpm-macros', why: 'holds macros for building kernel packages' },
];
