import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { pythonInstalled } from './installed/index.ts';
import { isCached, isFixture } from './installed/places.ts';
import { pythonManifest } from './manifest/index.ts';
import { normalisedName } from './name.ts';
import { pdmLock } from './pdm/index.ts';
import { pipfileLock } from './pipenv/index.ts';
import { poetryLock } from './poetry/index.ts';
import { pylock } from './pylock/index.ts';
import { requirements } from './requirements/index.ts';
import { uvLock } from './uv/index.ts';
import { pythonVendored } from './vendored/index.ts';

export const pypi: Ecosystem = {
  type: 'pypi',
  title: 'Python distributions',
  kind: 'registry',
  namespace: 'none',
  versionOrder: 'pep440',
  extractors: [pythonInstalled, pythonVendored],
  declared: [requirements, poetryLock, pipfileLock, uvLock, pdmLock, pylock, pythonManifest],
  traces: [
    {
      ...software(
        'Python distributions without their metadata',
        ...['RECORD', 'WHEEL', 'INSTALLER', 'top_level.txt'].map((file) => `*.dist-info/${file}`),
        ...['SOURCES.txt', 'top_level.txt', 'installed-files.txt'].map((file) => `*.egg-info/${file}`),
      ),
      beside: true,
      except: (path: string) => isFixture(path) || isCached(path),
    },
    { ...software('Python wheels', '*.whl'), except: isFixture },
    { ...software('Python eggs', '*.egg'), except: isFixture },
    software('Python zip applications', '*.pyz', '*.pex', '*.pyzw'),
    lockFiles(
      'lock files of Python',
      'pypi',
      'image',
      ...['Pipfile.lock', 'poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'pylock.*.toml', 'requirements.txt'],
      ...['pixi.lock', 'conda-lock.yml'],
    ),
  ],
  osv: { name: 'PyPI', separator: '/', normalise: normalisedName },
  upgrade: (name, version) => `Require ${name}>=${version}.`,
};
