import type { Example } from '../../example.ts';

const text = JSON.stringify({
  runtimeTarget: { name: '.NETCoreApp,Version=v8.0/linux-x64', signature: '' },
  targets: {
    '.NETCoreApp,Version=v8.0': {},
    '.NETCoreApp,Version=v8.0/linux-x64': {
      'Shop/1.0.0': {
        dependencies: { 'Newtonsoft.Json': '13.0.3', 'Only.For.Builds': '1.0.0' },
        runtime: { 'Shop.dll': {} },
      },
      'Newtonsoft.Json/13.0.3': {
        runtime: { 'lib/net6.0/Newtonsoft.Json.dll': { assemblyVersion: '13.0.0.0', fileVersion: '13.0.3.27908' } },
      },
      'Only.For.Builds/1.0.0': {},
      'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': {
        runtime: { 'System.Private.CoreLib.dll': { assemblyVersion: '8.0.0.0', fileVersion: '8.0.123.58001' } },
        native: { 'libcoreclr.so': { fileVersion: '0.0.0.0' } },
      },
    },
  },
  libraries: {
    'Shop/1.0.0': { type: 'project', serviceable: false, sha512: '' },
    'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': {
      type: 'runtimepack',
      serviceable: false,
      sha512: '',
    },
    'Newtonsoft.Json/13.0.3': {
      type: 'package',
      serviceable: true,
      sha512: 'sha512-HrC5BXdl00IP9zeV+0Z848QWPAoCr9P3bDEZguI+gkLcBKAOxix/tLEAAHC+UvDNPv4a2d18lOReHMOagPa+zQ==',
      path: 'newtonsoft.json/13.0.3',
    },
    'Only.For.Builds/1.0.0': { type: 'package', serviceable: true, sha512: 'sha512-' },
  },
});

export const example: Example = {
  path: 'app/Shop.deps.json',
  bytes: new TextEncoder().encode(text),
  packages: ['Microsoft.NETCore.App.Runtime.linux-x64@8.0.1', 'Newtonsoft.Json@13.0.3', 'Shop@1.0.0'],
};
