import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { dotnetHost } from './index.ts';

const rows: [path: string, expected: string[], files: readonly string[] | undefined][] = [
  [
    'usr/share/dotnet/host/fxr/8.0.1/libhostfxr.so',
    ['dotnet-host 8.0.1'],
    ['usr/share/dotnet/dotnet', 'usr/share/dotnet/host/fxr/8.0.1/libhostfxr.so'],
  ],
  [
    'host/fxr/9.0.0-rc.1.24431.7/libhostfxr.so',
    ['dotnet-host 9.0.0-rc.1.24431.7'],
    ['dotnet', 'host/fxr/9.0.0-rc.1.24431.7/libhostfxr.so'],
  ],
  ['usr/share/dotnet/sdk/8.0.101/dotnet.dll', ['dotnet-sdk 8.0.101'], undefined],
  ['usr/share/dotnet/host/fxr/latest/libhostfxr.so', [], undefined],
];
for (const [path, expected, files] of rows) {
  test(`the host of .NET: ${path}`, () => {
    const { packages } = dotnetHost.extract(path, example.bytes);
    assert.deepEqual(
      packages.map(({ name, version }) => `${name} ${version}`),
      expected,
    );
    assert.deepEqual(packages[0]?.files, files);
  });
}

test('the host of .NET: a file that is no program is not it', () => {
  assert.deepEqual(dotnetHost.extract(example.path, new Uint8Array(64)).packages, []);
});
