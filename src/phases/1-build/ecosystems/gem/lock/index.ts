import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';

/** Sections that hold gems, each with where these are taken from. */
const sections: ReadonlyMap<string, string | undefined> = new Map([
  ['GEM', undefined],
  ['GIT', 'git'],
  ['PATH', 'local'],
  ['PLUGIN SOURCE', 'plugin'],
]);

/** Sections that name no gems, or name again those of the others. */
const others: ReadonlySet<string> = new Set(['PLATFORMS', 'DEPENDENCIES', 'CHECKSUMS', 'RUBY VERSION', 'BUNDLED WITH']);

const sectionLine = /^[A-Z][A-Z ]{0,63}$/;
const optionLine = /^ {2}[A-Za-z_-]{1,64}:(?: |$)/;
const gemLine = /^ {4}([A-Za-z0-9._-]{1,256}) \(([^\s()]{1,256})\)$/;
const needLine = /^ {6}([A-Za-z0-9._-]{1,256})(?: \([^()]*\))?!?$/;
const askedLine = /^ {2}([A-Za-z0-9._-]{1,256})(?: \([^()]*\))?!?$/;

function extract(path: string, bytes: Uint8Array): Extraction {
  const problems = new Problems();
  const nodes = new Map<string, LockNode & { readonly needs: string[] }>();
  const asked: string[] = [];
  let section = '';
  let isInSpecs = false;
  let known = false;
  let last: string[] | undefined;
  let number = 0;
  for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
    number++;
    if (line.trim() === '') continue;
    if (!line.startsWith(' ')) {
      // Marks of a merge and lines that lost their indent begin no section: what follows them belongs to the one around.
      if (!sectionLine.test(line.trimEnd())) {
        problems.add(`line ${number} is not understood`);
        last = undefined;
        continue;
      }
      section = line.trim();
      isInSpecs = false;
      last = undefined;
      known ||= sections.has(section) || section === 'DEPENDENCIES';
      if (!sections.has(section) && !others.has(section))
        problems.add(`line ${number} begins a section that is not known, and what it holds was not read`);
      continue;
    }
    if (section === 'DEPENDENCIES') {
      const [, name] = askedLine.exec(line) ?? [];
      if (name === undefined) problems.add(`line ${number} is not understood`);
      else asked.push(name);
    }
    if (!sections.has(section)) continue;
    if (optionLine.test(line)) isInSpecs = line.trim() === 'specs:';
    else if (isInSpecs) {
      const [, name, version] = gemLine.exec(line) ?? [];
      const [, need] = needLine.exec(line) ?? [];
      if (name !== undefined && version !== undefined) last = add(nodes, gem(name, version, sections.get(section)));
      else if (need !== undefined && last !== undefined) last.push(need);
      else problems.add(`line ${number} is not understood`);
    } else problems.add(`line ${number} is not understood`);
  }
  if (!known) throw new SeaworthyError('E_FORMAT', 'no lock file of Bundler', { where: path });
  const packages = lockedPackages(nodes.values(), { production: asked, development: [] });
  return { packages, files: [], problems: problems.list() };
}

/** A gem has a line for each platform that it is locked for. */
function add(nodes: Map<string, LockNode & { readonly needs: string[] }>, found: FoundPackage): string[] {
  const before = nodes.get(found.name);
  if (before !== undefined) return before.needs;
  const needs: string[] = [];
  nodes.set(found.name, { key: found.name, found, needs });
  return needs;
}

/** Versions have no dash: what follows one is the platform. */
function gem(name: string, told: string, takenFrom: string | undefined): FoundPackage {
  const dash = told.indexOf('-');
  return {
    name,
    version: dash < 0 ? told : told.slice(0, dash),
    type: 'gem',
    versionOrder: 'gem',
    purl: { name },
    ...(takenFrom === undefined ? {} : { origin: { takenFrom } }),
  };
}

/** What Bundler has locked (bundler.io, "Gemfile.lock"). Which groups are for development stands in the Gemfile, which is a program. */
export const gemfileLock: Extractor = {
  id: 'gemfile-lock',
  version: 2,
  title: 'Lock files of Bundler (Gemfile.lock, gems.locked)',
  evidence: 'declared',
  wanted: { anywhere: ['Gemfile.lock', 'gems.locked'] },
  gives: ['dependencies', 'origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  extract,
};
