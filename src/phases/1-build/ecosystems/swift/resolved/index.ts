import { SeaworthyError } from '../../../../../core/index.ts';
import { field, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';

function extract(path: string, bytes: Uint8Array): Extraction {
  const value = parseJson(bytes, path);
  const pins = field(value, 'pins') ?? field(field(value, 'object'), 'pins');
  if (!Array.isArray(pins))
    throw new SeaworthyError('E_FORMAT', 'no lock file of Swift packages: it has no pins', { where: path });
  const problems = new Problems();
  problems.form(field(value, 'version'), 3);
  const packages = pins.flatMap((pin: unknown): FoundPackage[] => {
    const found = pinned(pin);
    if (found === undefined) problems.add('a pin without the place of a package');
    return found === undefined ? [] : [found];
  });
  return { packages, files: [], problems: problems.list() };
}

/** A package is named by the place of its repository, without scheme and `.git`, as advisories and purl-spec (type `swift`) name it. */
function pinned(pin: unknown): FoundPackage | undefined {
  const place = field(pin, 'location') ?? field(pin, 'repositoryURL');
  if (typeof place !== 'string') return undefined;
  const [, host, path] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([A-Za-z0-9.-]{1,253}(?::\d{1,5})?)[/:](\S{1,500}?)(?:\.git)?\/?$/.exec(place) ?? [];
  const state = field(pin, 'state');
  const version = field(state, 'version');
  const known = typeof version === 'string' && /^\d\S{0,255}$/.test(version) ? version : '';
  if (host === undefined || path === undefined || place.startsWith('/') || place.startsWith('.')) {
    const identity = field(pin, 'identity') ?? field(pin, 'package');
    if (typeof identity !== 'string' || !/^[\w.-]{1,256}$/.test(identity)) return undefined;
    return {
      name: identity,
      version: known,
      type: 'swift',
      versionOrder: 'semver',
      purl: { name: identity },
      origin: { takenFrom: 'local' },
    };
  }
  const name = `${host}/${path}`;
  const slash = name.lastIndexOf('/');
  return {
    name,
    version: known,
    type: 'swift',
    versionOrder: 'semver',
    purl: { namespace: name.slice(0, slash), name: name.slice(slash + 1) },
    // A branch or a commit is no release.
    ...(known === '' ? { origin: { takenFrom: 'git' } } : {}),
  };
}

/** What SwiftPM has resolved (forms 1 to 3). Who asks and what needs what it does not say. */
export const swiftResolved: Extractor = {
  id: 'swift-resolved',
  version: 1,
  title: 'Lock files of Swift packages (Package.resolved)',
  evidence: 'declared',
  wanted: { anywhere: ['Package.resolved'] },
  gives: ['origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  extract,
};
