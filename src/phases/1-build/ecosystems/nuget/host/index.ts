import { programFormat } from '../../../../../foundations/formats/index.ts';
import { type FoundPackage, fromSource, nothing } from '../../extractor.ts';

/** What of .NET lies in a folder of its own release: `ROOT/host/fxr/8.0.1/libhostfxr.so`, `ROOT/sdk/8.0.101/dotnet.dll`. */
const part = /^(?:(.*)\/)?(host\/fxr|sdk)\/(\d+\.\d+\.\d+[0-9A-Za-z.-]{0,60})\/[^/]+$/;

function found(path: string): readonly FoundPackage[] {
  const [, root, kind, version] = part.exec(path) ?? [];
  if (version === undefined) return [];
  const name = kind === 'sdk' ? 'dotnet-sdk' : 'dotnet-host';
  const host = root === undefined ? 'dotnet' : `${root}/dotnet`;
  return [
    {
      name,
      version,
      type: 'generic',
      versionOrder: 'nuget',
      purl: { name },
      // The program that starts everything is that of the newest host, and says nothing of itself.
      ...(kind === 'sdk' ? {} : { files: [host, path] }),
    },
  ];
}

/** The host and the development kit of .NET, by the folders that their releases lie in. The runtimes beside them have lists. */
export const dotnetHost = fromSource({
  id: 'dotnet-host',
  version: 1,
  title: 'Host and development kit of .NET, by the folders of their releases',
  wanted: {
    anywhere: ['host/fxr/*/libhostfxr.so', 'host/fxr/*/libhostfxr.dylib', 'host/fxr/*/hostfxr.dll', 'sdk/*/dotnet.dll'],
  },
  gives: ['files'],
  isDatabase: false,
  yieldsToOwner: true,
  extractFrom: (path, source) =>
    programFormat(source.read(0, 8)) === undefined ? nothing : { ...nothing, packages: found(path) },
});
