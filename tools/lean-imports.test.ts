import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../lab/fixtures/index.ts';
import { leanText } from './lean-imports.ts';

const files: Readonly<Record<string, string>> = {
  'room/index.ts':
    "export * from './words.ts';\nexport { type Tool, tool as hammer } from './tools/index.ts';\nexport const own = 1;\n",
  'room/words.ts': 'export function word(): void {}\nexport class Noun {}\nexport async function* verbs() {}\n',
  'room/tools/index.ts': "export { tool } from './tool.ts';\n",
  'room/tools/tool.ts': 'const tool = 1;\nexport { tool };\n',
};

test('each name comes from the file that declares it, built-in modules from the process; what is not understood stays', async () => {
  await inTemporaryDirectory(async (folder) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const from = path.join(folder, 'other/file.ts');
    const cases: readonly (readonly [string, string])[] = [
      ["import { word } from '../room/index.ts';", "import { word as word } from '../room/words.ts';"],
      [
        "import { Noun as N, verbs, type W } from '../room/index.ts';",
        "import { Noun as N } from '../room/words.ts'; import { verbs as verbs } from '../room/words.ts';",
      ],
      [
        "import { hammer, own } from '../room/index.ts';",
        "import { tool as hammer } from '../room/tools/tool.ts'; import { own as own } from '../room/index.ts';",
      ],
      ["export { hammer } from '../room/index.ts';", "export { tool as hammer } from '../room/tools/tool.ts';"],
      [
        "import { readFile as read, stat } from 'node:fs/promises';",
        "const { readFile: read, stat: stat } = globalThis.process.getBuiltinModule('node:fs/promises');",
      ],
      ["import path from 'node:path';", "const path = globalThis.process.getBuiltinModule('node:path');"],
      ["import * as zlib from 'node:zlib';", "const zlib = globalThis.process.getBuiltinModule('node:zlib');"],
      ...[
        "import { nobody } from '../room/index.ts';",
        "import { nobody } from '../core/index.ts';",
        "import type { Noun } from '../room/index.ts';",
        "import * as room from '../room/index.ts';",
        "import { z } from 'zod';",
        "const a = await import('../room/index.ts');",
        'const text = "import { word } from \'../room/index.ts\';";',
        "// import { word } from '../room/index.ts';",
      ].map((same) => [same, same] as const),
    ];
    for (const [text, expected] of cases) assert.equal(leanText(from, text, 'ask'), expected);
    const builtIn = "import path from 'node:path';";
    assert.equal(leanText(from, builtIn, 'keep'), builtIn);
  });
});
