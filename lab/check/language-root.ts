import { deflateSync } from 'node:zlib';
import { type FixtureEntry, goBuildInfo, makeElf, makeZip, tarArchive } from '../fixtures/index.ts';

const program = (place: string, section: string, bytes: Uint8Array): FixtureEntry => ({
  path: `srv/${place}`,
  mode: 0o755,
  body: makeElf({ wordSize: 8, littleEndian: true, sections: [{ name: section, bytes }] }),
});

const makers = {
  npm: (name, version, place) => ({
    path: `srv/${place}/node_modules/${name}/package.json`,
    body: JSON.stringify({ name, version }),
  }),
  PyPI: (name, version, place) => ({
    path: `srv/${place}/${name}-${version}.dist-info/METADATA`,
    body: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
  }),
  Go: (name, version, place) =>
    program(
      place,
      '.go.buildinfo',
      goBuildInfo(
        'devel go1.99-0000000000',
        `path\texample.org/main\nmod\texample.org/main\t(devel)\t\ndep\t${name}\tv${version}\th1:\n`,
      ),
    ),
  Maven(name, version, place) {
    const [group = '', artifact = ''] = name.split(':');
    const content = `groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`;
    const file = { name: `META-INF/maven/${group}/${artifact}/pom.properties`, content };
    return { path: `srv/${place}/a.jar`, body: makeZip([file]) };
  },
  // A library of which no file is there is not taken for present.
  NuGet: (name, version, place) => [
    { path: `srv/${place}/a.dll`, body: 'x' },
    {
      path: `srv/${place}/app.deps.json`,
      body: JSON.stringify({
        runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
        targets: { '.NETCoreApp,Version=v8.0': { [`${name}/${version}`]: { runtime: { 'lib/a.dll': {} } } } },
        libraries: { [`${name}/${version}`]: { type: 'package', sha512: '' } },
      }),
    },
  ],
  RubyGems: (name, version, place) => ({
    path: `srv/${place}/specifications/${name}-${version}.gemspec`,
    body: `# stub: ${name} ${version} ruby lib\n\nGem::Specification.new do |s|\n  s.name = "${name}".freeze\n  s.version = "${version}"\nend\n`,
  }),
  Packagist: (name, version, place) => ({
    path: `srv/${place}/vendor/composer/installed.json`,
    body: JSON.stringify({ packages: [{ name, version, 'install-path': '../a' }], dev: false }),
  }),
  'crates.io': (name, version, place) =>
    program(
      place,
      '.dep-v0',
      deflateSync(JSON.stringify({ packages: [{ name, version, source: 'crates.io', root: true }] })),
    ),
} as const satisfies Readonly<
  Record<string, (name: string, version: string, place: string) => FixtureEntry | readonly FixtureEntry[]>
>;

/** The ecosystems of which an image can be made. */
export const madeEcosystems = Object.keys(makers) as readonly (keyof typeof makers)[];

/** A root file system with these packages, one `name version` a line, as the tools of their ecosystem install them; each in a folder of its own. */
export function languageRoot(ecosystem: keyof typeof makers, packages: readonly string[]): Uint8Array {
  const entries = packages.flatMap((line, index) => {
    const [name = '', version = ''] = line.split(' ');
    return makers[ecosystem](name, version.replace(/^v/, ''), String(index));
  });
  return tarArchive(entries);
}
