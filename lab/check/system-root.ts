import { int32, type RpmValue, rpmHeader, sqliteFile, tarArchive } from '../fixtures/index.ts';

/** A release of a distribution, by `ID` and `VERSION_ID` of os-release, and the vendor in its packages. */
export interface MadeRelease {
  readonly id: string;
  readonly version: string;
  readonly vendor: string;
}

/** Tags of rpm's headers (rpmtag.h): name, version, release, epoch, vendor, architecture, source package, module. */
function header(line: string, { vendor }: MadeRelease): Uint8Array {
  const [name = '', evr = '', stream = '-'] = line.split(' ');
  const [, epoch, version = '', release = ''] = /^(?:(\d+):)?([^-]*)-(.*)$/.exec(evr) ?? [
    undefined,
    undefined,
    evr,
    '1',
  ];
  const values: Record<number, RpmValue> = {
    1000: name,
    1001: version,
    1002: release,
    1011: vendor,
    1022: 'x86_64',
    1044: `${name}-${version}-${release}.src.rpm`,
  };
  if (epoch !== undefined) values[1003] = int32(Number(epoch));
  if (stream !== '-') values[5096] = `${stream}:1:1`;
  return rpmHeader(values);
}

/** As rpm keeps them since 4.16. */
function rpmDatabase(headers: readonly Uint8Array[]): Uint8Array {
  const { bytes } = sqliteFile((database) => {
    database.exec("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
    database.exec('BEGIN');
    const insert = database.prepare('INSERT INTO Packages (blob) VALUES (?)');
    for (const one of headers) insert.run(one);
    database.exec('COMMIT');
  });
  return bytes;
}

function dpkgStanza(line: string): string {
  const [name = '', version = ''] = line.split(' ');
  return `Package: ${name}\nStatus: install ok installed\nMaintainer: Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>\nArchitecture: amd64\nVersion: ${version}\nDescription: ${name}\n\n`;
}

/** A root file system of a release with these packages, one `name version stream` a line. */
export function systemRoot(release: MadeRelease, packages: readonly string[]): Uint8Array {
  const osRelease = { path: 'etc/os-release', body: `ID=${release.id}\nVERSION_ID="${release.version}"\n` };
  const database =
    release.id === 'ubuntu'
      ? { path: 'var/lib/dpkg/status', body: packages.map(dpkgStanza).join('') }
      : { path: 'var/lib/rpm/rpmdb.sqlite', body: rpmDatabase(packages.map((line) => header(line, release))) };
  return tarArchive([osRelease, database]);
}
