import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { namesOfDoor, unusedNames, wideDoors } from '../tools/house/doors.ts';
import { readSources, root, sourceFile } from '../tools/house/repository.ts';
import {
  circles,
  circlesOfFiles,
  compilerProjects,
  forbiddenImports,
  type Rooms,
  readRooms,
  unknownRooms,
} from '../tools/house/rooms.ts';

const none: readonly string[] = [];

test('rooms import only what rooms.json allows, and only through the door', () => {
  assert.deepEqual(forbiddenImports(readSources(['src', 'lab', 'tools']), readRooms()), none);
});

test('no rooms import one another in a circle', () => {
  assert.deepEqual(circles(readRooms()), none);
  assert.deepEqual(unknownRooms(readRooms()), none);
});

test('no files import one another in a circle', () => {
  assert.deepEqual(circlesOfFiles(readSources(['src', 'lab', 'tools'])), none);
});

test('the compiler knows the same directions (npm run rooms writes them)', () => {
  for (const [file, expected] of compilerProjects(readRooms())) {
    const actual: unknown = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    assert.deepEqual(actual, expected, `${file} is out of step with rooms.json: npm run rooms`);
  }
});

const plan: Rooms = {
  rooms: { 'src/a': [], 'src/b': ['src/a'], 'src/b/c': ['src/b'], lab: ['src/a'] },
  testsMayAlsoImport: ['lab'],
};

test('a forbidden import is told with place and reason', () => {
  const check = (file: string, text: string): string => forbiddenImports([sourceFile(file, text)], plan).join();
  assert.match(
    check('src/a/x.ts', "\nimport { b } from '../b/index.ts';"),
    /^src\/a\/x.ts:2: src\/a may not import src\/b /,
  );
  assert.match(check('src/b/x.ts', "import { a } from '../a/deep.ts';"), /reaches past the door of src\/a/);
  assert.match(check('src/b/x.ts', "import { a } from './c/index.ts';"), /src\/b may not import src\/b\/c/);
  assert.match(check('src/b/x.ts', "const a = await import('../../elsewhere/a.ts');"), /lies in no room/);
  assert.match(check('src/z/x.ts', ''), /lies in no room/);
  assert.match(check('src/a/x.ts', "import { l } from '../../lab/index.ts';"), /may not import lab/);
  assert.equal(check('src/a/x.test.ts', "import { l } from '../../lab/index.ts';"), '');
  assert.equal(check('src/b/x.ts', "import type { A } from '../a/index.ts';\nimport './y.ts';\nimport 'node:fs';"), '');
});

test('circles and unknown names are found', () => {
  assert.deepEqual(circles({ rooms: { a: ['b'], b: ['c'], c: ['b'] }, testsMayAlsoImport: [] }), ['b → c → b']);
  assert.deepEqual(unknownRooms({ rooms: { a: ['b'] }, testsMayAlsoImport: ['c'] }), ['b', 'c']);
});

test('circles of files are found, also those of types and of what is loaded when used', () => {
  const circle = [
    sourceFile('src/a/x.ts', "import type { Y } from './y.ts';"),
    sourceFile('src/a/y.ts', "const z = await import('../b/z.ts');"),
    sourceFile('src/b/z.ts', "export { x } from '../a/x.ts';"),
    sourceFile('src/b/none.ts', "import { z } from './z.ts';"),
  ];
  assert.deepEqual(circlesOfFiles(circle), ['src/a/x.ts → src/a/y.ts → src/b/z.ts → src/a/x.ts']);
  assert.deepEqual(circlesOfFiles(circle.slice(1)), none);
});

/** Rooms that package.json gives to programs: what is in their lists is chosen for them, whether or not we use it. */
function publicRooms(): ReadonlySet<string> {
  const { exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { exports: object };
  return new Set(
    [...JSON.stringify(exports).matchAll(/"\.\/dist\/([a-z-]+)\/index\.js"/g)].map(([, room]) => `src/${room}`),
  );
}

test('a door lists its names, and each of them is used by another room or given to programs', () => {
  const files = readSources(['src', 'lab', 'tools']);
  const doors = files.filter((file) => file.path.replace(/\/index\.ts$/, '') in readRooms().rooms);
  assert.ok(doors.length > 20);
  assert.deepEqual(wideDoors(doors), none);
  const open = publicRooms();
  assert.deepEqual([...open].sort(), ['src/core', 'src/flows', 'src/report']);
  assert.deepEqual(
    unusedNames(
      doors.filter(({ path: door }) => !open.has(path.posix.dirname(door))),
      files,
    ),
    none,
  );
});

test('a name that nobody takes is found, however others are taken', () => {
  const door = sourceFile(
    'src/a/index.ts',
    "export { one, type Two, inner as three } from './x.ts';\nexport const four = 4;\nexport async function five() {}\n// export { no } from './y.ts';",
  );
  assert.deepEqual(namesOfDoor(door), ['one', 'Two', 'three', 'four', 'five']);
  const left = (text: string, file = 'src/b/x.ts'): string =>
    unusedNames([door], [sourceFile(file, text)])
      .map((line) => / imports (\w+)/.exec(line)?.[1])
      .join(' ');
  assert.equal(left(''), 'one Two three four five');
  assert.equal(left("import { one, type Two } from '../a/index.ts';"), 'three four five');
  assert.equal(left("import type { Two as Mine } from '../a/index.ts';"), 'one three four five');
  assert.equal(left("export { three } from '../a/index.ts';"), 'one Two four five');
  assert.equal(left("const { four: mine } = await import('../a/index.ts');"), 'one Two three five');
  assert.equal(left("(await import('../a/index.ts')).five();"), 'one Two three four');
  assert.equal(left("import('../a/index.ts').then(({ one }) => one);"), 'Two three four five');
  assert.equal(left("const load = () => import('../a/index.ts');"), '');
  assert.equal(left("import * as all from '../a/index.ts';"), '');
  assert.equal(left("import { one } from './index.ts';", 'src/a/y.ts'), 'one Two three four five');
  assert.equal(left("import { one } from '../c/index.ts';"), 'one Two three four five');
  assert.deepEqual(wideDoors([sourceFile('src/a/index.ts', "\nexport * from './x.ts';")]), [
    'src/a/index.ts:2: a door lists its names: no export *',
  ]);
});
