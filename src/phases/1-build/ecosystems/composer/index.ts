import { type Ecosystem, lowerCase } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';

export const composer: Ecosystem = {
  type: 'composer',
  title: 'PHP packages of Composer',
  kind: 'registry',
  versionOrder: 'composer',
  traces: [
    software('PHP packages of Composer', 'composer/installed.json', 'composer/installed.php'),
    software('PHP archives', '*.phar'),
    lockFiles('lock files of Composer', 'composer', 'image', 'composer.lock'),
  ],
  osv: { name: 'Packagist', separator: '/', normalise: lowerCase },
  upgrade: (name, version) => `Run \`composer update ${name}\` to get ${version} or later.`,
};
