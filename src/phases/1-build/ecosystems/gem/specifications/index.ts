import { type Extractor, nothing } from '../../extractor.ts';
import { fixtureNote, isNotForUse } from '../../not-for-use.ts';
import { readGemspec } from './read-gemspec.ts';

/** Where Bundler checks out gems from git, to the depth that it looks for specifications. */
const fromGit = ['bundler/gems/*/*.gemspec', 'bundler/gems/*/*/*.gemspec', 'bundler/gems/*/*/*/*.gemspec'];

/** The path below the checkout of a gem from git; undefined for any other. */
function inCheckout(path: string): string | undefined {
  const at = `/${path}`.lastIndexOf('/bundler/gems/');
  if (at < 0) return undefined;
  const below = path.slice(at + 'bundler/gems/'.length);
  return below.slice(below.indexOf('/') + 1);
}

/** Gems as RubyGems and Bundler install them: a specification each. Those that come with Ruby itself are in `specifications/default`. */
export const gemSpecifications: Extractor = {
  id: 'gem',
  version: 1,
  title: 'Ruby gems, by their specifications',
  wanted: { anywhere: ['specifications/*.gemspec', 'specifications/default/*.gemspec', ...fromGit] },
  gives: ['dependencies', 'licences', 'origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  requirements: { scope: () => '' },
  extract(path, bytes) {
    const checkout = inCheckout(path);
    if (checkout !== undefined && isNotForUse(checkout)) return { ...nothing, notes: [fixtureNote] };
    const { found, note } = readGemspec(path, new TextDecoder().decode(bytes));
    return { ...nothing, packages: [found], ...(note === undefined ? {} : { notes: [note] }) };
  },
};
