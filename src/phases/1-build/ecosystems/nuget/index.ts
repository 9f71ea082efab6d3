import { type Ecosystem, lowerCase } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { dotnetAssembly } from './assembly/index.ts';
import { nugetAssets } from './assets/index.ts';
import { dotnetBundle } from './bundle/index.ts';
import { depsJson } from './deps-json/index.ts';
import { dotnetHost } from './host/index.ts';
import { nugetLock } from './lock/index.ts';
import { packagesConfig } from './packages-config/index.ts';
import { nugetProject } from './project/index.ts';

export const nuget: Ecosystem = {
  type: 'nuget',
  title: '.NET packages',
  kind: 'registry',
  namespace: 'none',
  versionOrder: 'nuget',
  extractors: [depsJson, dotnetBundle, dotnetAssembly, dotnetHost],
  declared: [nugetLock, packagesConfig, nugetAssets, nugetProject],
  traces: [
    { ...software('.NET applications', '*.deps.json'), covers: true },
    software('NuGet packages', '*.nupkg', 'packages/*/*/*.nuspec', '.nuget/packages/*/*/*.nuspec'),
    lockFiles(
      'lock files of NuGet',
      'nuget',
      'image',
      ...['packages.lock.json', 'packages.config', 'project.assets.json', 'paket.lock'],
    ),
  ],
  osv: { name: 'NuGet', separator: '/', normalise: lowerCase },
  upgrade: (name, version) => `Reference ${name} ${version} or later and rebuild.`,
};
