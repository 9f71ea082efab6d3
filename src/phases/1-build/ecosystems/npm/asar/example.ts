import type { Example } from '../../example.ts';

/** An archive of these files, by their paths. */
export function makeAsar(files: Readonly<Record<string, string>>): Uint8Array {
  const tree: Record<string, unknown> = {};
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = tree;
    for (const part of parts) {
      folder[part] ??= { files: {} };
      folder = (folder[part] as { files: Record<string, unknown> }).files;
    }
    folder[name] = { size: Buffer.byteLength(content), offset: `${offset}` };
    offset += Buffer.byteLength(content);
  }
  const text = Buffer.from(JSON.stringify({ files: tree }));
  const padded = text.length + ((4 - (text.length % 4)) % 4);
  const head = Buffer.alloc(16);
  [4, padded + 8, padded + 4, text.length].forEach((value, index) => void head.writeUInt32LE(value, index * 4));
  return Uint8Array.from(
    Buffer.concat([head, text, Buffer.alloc(padded - text.length), Buffer.from(Object.values(files).join(''))]),
  );
}

export const example: Example = {
  path: 'opt/Lantern/resources/app.asar',
  bytes: makeAsar({
    'package.json': '{"name":"lantern-app","version":"9.9.9"}',
    'node_modules/wick/package.json': '{"name":"wick","version":"2.0.1","license":"ISC"}',
    'node_modules/wick/node_modules/@s/oil/package.json': '{"name":"@s/oil","version":"0.1.0"}',
    'node_modules/wick/index.js': 'module.exports = 1;',
  }),
  packages: ['@s/oil@0.1.0', 'wick@2.0.1'],
};
