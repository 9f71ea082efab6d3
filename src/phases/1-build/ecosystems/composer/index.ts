import { type Ecosystem, lowerCase } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { composerInstalled } from './installed/index.ts';
import { composerLock } from './lock/index.ts';
import { composerManifest } from './manifest/index.ts';
import { phpArchives } from './phar/index.ts';

export const composer: Ecosystem = {
  type: 'composer',
  title: 'PHP packages of Composer',
  kind: 'registry',
  namespace: 'required',
  versionOrder: 'composer',
  extractors: [composerInstalled, phpArchives],
  declared: [composerLock, composerManifest],
  traces: [
    { ...software('PHP packages of Composer', 'composer/installed.json', 'composer/installed.php'), beside: true },
    software('PHP archives', '*.phar'),
    lockFiles('lock files of Composer', 'composer', 'image', 'composer.lock'),
  ],
  osv: { name: 'Packagist', separator: '/', normalise: lowerCase },
  upgrade: (name, version) => `Run \`composer update ${name}\` to get ${version} or later.`,
};
