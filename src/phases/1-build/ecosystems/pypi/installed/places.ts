/**
 * What a file tells, by its name: `metadata` a header block, `egg` and `wheel` a zip archive with one inside, `program` one with several, `record` and `installed-files` what was installed.
 */
export type PythonFile = 'metadata' | 'egg' | 'wheel' | 'program' | 'record' | 'installed-files';

const endings: readonly (readonly [ending: string, kind: PythonFile])[] = [
  ['.dist-info/METADATA', 'metadata'],
  ['.dist-info/RECORD', 'record'],
  ['.dist-info', 'metadata'],
  ['.egg-info/PKG-INFO', 'metadata'],
  ['.egg-info/METADATA', 'metadata'],
  ['.egg-info/RECORD', 'record'],
  ['.egg-info/installed-files.txt', 'installed-files'],
  ['.egg-info', 'metadata'],
  ['.egg/EGG-INFO/PKG-INFO', 'metadata'],
  ['.egg', 'egg'],
  ['.whl', 'wheel'],
  ['.pyz', 'program'],
  ['.pyzw', 'program'],
  ['.pex', 'program'],
];

/** Where they lie: anywhere, in venvs, `dist-packages`, an application's folder. */
export const pythonPlaces: readonly string[] = endings.map(([ending]) => `*${ending}`);

/** Which file of an installed Python distribution this is; undefined when it is none. */
export function pythonFile(path: string): PythonFile | undefined {
  return endings.find(([ending]) => path.endsWith(ending) && path.length > ending.length)?.[1];
}

/** The entry of the folder of modules that a distribution's metadata are: the folder of `METADATA` and `PKG-INFO`, or the file itself. */
export function pythonFolder(path: string): string {
  return path.replace(/\/(?:METADATA|(?:EGG-INFO\/)?PKG-INFO)$/, '');
}

/**
 * What is not installed though it looks so: a test of a conda package (`pkgs/NAME/info/test/`, which conda unpacks beside it), and what a package or
 * Python itself carries for its tests.
 */
const fixture =
  /(?:^|\/)pkgs\/[^/]+\/info\/test\/|(?:^|\/)(?:site|dist)-packages\/[^/]+\/(?:.*\/)?(?:tests?|test-?data|fixtures?)\/|(?:^|\/)lib\/python[0-9.]+\/test\//;

/** Where conda unpacks packages that environments are made of, by name, version and build: what is installed lies in an environment. */
const unpacked = /(?:^|\/)pkgs\/[^/]+-[^/-]+-[^/-]+\/(?:lib\/python[0-9.]+\/)?site-packages\//;

/** Whether a distribution lies in the cache of conda. */
export const isCached = (path: string): boolean => unpacked.test(path);

/** Whether a distribution lies among somebody's tests: nothing that runs finds it there. */
export const isFixture = (path: string): boolean => fixture.test(path);
