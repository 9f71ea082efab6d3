import { type FixtureEntry, goBuildInfo, makeElf, tarArchive } from '../fixtures/index.ts';

const makers: Readonly<Record<'npm' | 'PyPI' | 'Go', (name: string, version: string, place: string) => FixtureEntry>> =
  {
    npm: (name, version, place) => ({
      path: `srv/${place}/node_modules/${name}/package.json`,
      body: JSON.stringify({ name, version }),
    }),
    PyPI: (name, version, place) => ({
      path: `srv/${place}/${name}-${version}.dist-info/METADATA`,
      body: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    }),
    Go: (name, version, place) => ({
      path: `srv/${place}`,
      mode: 0o755,
      body: makeElf({
        wordSize: 8,
        littleEndian: true,
        sections: [
          {
            name: '.go.buildinfo',
            bytes: goBuildInfo(
              'devel go1.99-0000000000',
              `path\texample.org/main\nmod\texample.org/main\t(devel)\t\ndep\t${name}\tv${version}\th1:\n`,
            ),
          },
        ],
      }),
    }),
  };

/** A root file system with these packages, one `name version` a line, as the tools of their ecosystem install them; each in a folder of its own. */
export function languageRoot(ecosystem: keyof typeof makers, packages: readonly string[]): Uint8Array {
  const entries = packages.map((line, index) => {
    const [name = '', version = ''] = line.split(' ');
    return makers[ecosystem](name, version.replace(/^v/, ''), String(index));
  });
  return tarArchive(entries);
}
