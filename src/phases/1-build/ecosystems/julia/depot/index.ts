import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject, loadToml, readToml } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';

const validName = /^[A-Za-z][A-Za-z0-9_]{0,127}$/;
const maxNeeds = 2_000;

function readProject(path: string, bytes: Uint8Array): Extraction {
  const told = readToml(bytes, path);
  const [name, version, uuid] = ['name', 'version', 'uuid'].map((one) => field(told, one));
  if (
    typeof name !== 'string' ||
    !validName.test(name) ||
    typeof version !== 'string' ||
    !/^\S{1,128}$/.test(version)
  ) {
    throw new SeaworthyError('E_FORMAT', 'not the project of a Julia package', {
      where: path,
      why: 'no name or no version',
    });
  }
  const needs = field(told, 'deps');
  const isUuid = typeof uuid === 'string' && /^[0-9a-f-]{36}$/i.test(uuid);
  const found = {
    name,
    version,
    type: 'julia',
    versionOrder: 'semver',
    purl: { name, ...(isUuid ? { qualifiers: { uuid } } : {}) },
    requires: (isObject(needs) ? Object.keys(needs) : [])
      .slice(0, maxNeeds)
      .filter((one) => validName.test(one))
      .map((one) => [one]),
  };
  return { ...nothing, packages: [found] };
}

/** Julia packages in depots: `packages/NAME/SLUG/`, from which Julia loads them. */
export const juliaDepot: Extractor = {
  id: 'julia-depot',
  version: 1,
  title: 'Julia packages in depots',
  wanted: { anywhere: ['packages/*/*/Project.toml', 'packages/*/*/JuliaProject.toml'] },
  gives: ['dependencies'],
  maxBytes: 1024 * 1024,
  prepare: loadToml,
  isDatabase: false,
  requirements: { scope: (path) => path.split('/').slice(0, -3).join('/') },
  extract: readProject,
};
