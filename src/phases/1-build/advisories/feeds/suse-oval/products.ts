/** A product of SUSE in one release, and the file that is about it. */
export interface Product {
  /** The name of its files, before `-affected.xml`. */
  readonly file: string;
  /** Version of its release packages, by which tests know it; absent where it rolls. */
  readonly version?: string;
}

/** Products by distribution; each says nothing for releases that it does not have. */
const products: Readonly<Record<string, (release: string) => Product | undefined>> = {
  sles(release) {
    const [major = '', pack] = release.split('.');
    // From 16 on a release has a number with a dot; before, service packs of a number have files of their own, which hold all modules.
    if (Number(major) >= 16)
      return { file: `suse.linux.enterprise.server.${major}.${pack ?? '0'}`, version: `${major}.${pack ?? '0'}` };
    if (pack === undefined || pack === '0') return { file: `suse.linux.enterprise.${major}`, version: major };
    return { file: `suse.linux.enterprise.${major}-sp${pack}`, version: release };
  },
  'sle-micro': (release) => ({ file: `suse.linux.enterprise.micro.${release}`, version: release }),
  'opensuse-leap': (release) => ({ file: `opensuse.leap.${release}`, version: release }),
  'opensuse-tumbleweed': (release) => (release === 'rolling' ? { file: 'opensuse.tumbleweed' } : undefined),
};

/** The product of a partition, `sles/15.6`; undefined for what is none. */
export function productOf(partition: string): Product | undefined {
  const [id = '', release = ''] = partition.split('/');
  const product = Object.hasOwn(products, id) ? products[id] : undefined;
  return /^\d/.test(release) === (id !== 'opensuse-tumbleweed') ? product?.(release) : undefined;
}
