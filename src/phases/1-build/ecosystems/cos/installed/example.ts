import type { Example } from '../../example.ts';

const list = {
  installedPackages: [
    { category: 'sys-libs', name: 'zlib', version: '17162.336.16', ebuild_version: '1.2.11-r5' },
    { category: 'dev-lang', name: 'python', version: '17162.336.16' },
  ],
  buildTimePackages: [{ category: 'app-arch', name: 'unzip', version: '17162.336.16', ebuild_version: '6.0_p26' }],
};

export const example: Example = {
  path: 'etc/cos-package-info.json',
  bytes: new TextEncoder().encode(JSON.stringify(list)),
  packages: ['python@17162.336.16', 'zlib@17162.336.16'],
};
