import { asObject, field, isObject, type JsonObject } from '../../../../../foundations/formats/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import type { Extraction, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { lockedNpm, takenFrom } from '../npm-package.ts';
import { wantsOf } from '../project-manifest.ts';
import { newestForm } from './newest-form.ts';

const folder = 'node_modules/';
/** As far as paths go. */
const longestPlace = 4_096;
/** Places that are looked at for what packages need, far above what the largest project asks for. */
const mostLookups = 3_000_000;

/** Forms 2 and 3: what lies where, by its place below the project, with the project itself at the empty place. */
export function readPlaces(path: string, lock: JsonObject): Extraction {
  const places = asObject(field(lock, 'packages'), `${path}, packages`);
  const problems = new Problems();
  problems.form(field(lock, 'lockfileVersion'), newestForm);
  const budget = { left: mostLookups };
  const nodes: LockNode[] = [];
  const [production, development]: [string[], string[]] = [[], []];
  for (const place of Object.keys(places)) {
    const entry = field(places, place);
    if (!isObject(entry) || place.length > longestPlace) {
      problems.add(`what is at ${place.slice(0, 100)} is no object, or too deep`);
      continue;
    }
    // A link stands for the place that it leads to, which has an entry of its own.
    if (field(entry, 'link') === true) continue;
    const wants = wantsOf(entry);
    const placed = (names: readonly (readonly [string, string])[]): string[] =>
      names.flatMap(([name]) => placeOf(name, place, places, budget) ?? []);
    if (isOwn(place, places)) {
      production.push(...placed(wants.production));
      development.push(...placed(wants.development));
      continue;
    }
    const found = packageAt(place, entry);
    if (found === undefined) problems.add(`what is at ${place.slice(0, 100)} has no name of a package`);
    else nodes.push({ key: place, found, needs: placed(wants.production) });
  }
  if (budget.left < 0) problems.add('packages need more than is looked up: what needs what is told in part');
  return { packages: lockedPackages(nodes, { production, development }), files: [], problems: problems.list() };
}

/** The project and the members of its workspace; another folder of the machine is a package that was taken from there. */
function isOwn(place: string, places: JsonObject): boolean {
  if (place === '') return true;
  return !`/${place}`.includes(`/${folder}`) && field(field(places, ''), 'workspaces') !== undefined;
}

function packageAt(place: string, entry: JsonObject): FoundPackage | undefined {
  const at = place.lastIndexOf(folder);
  const told = field(entry, 'name');
  const own = at < 0 ? place.slice(place.lastIndexOf('/') + 1) : place.slice(at + folder.length);
  const version = field(entry, 'version');
  const resolved = field(entry, 'resolved');
  // An address alone shows no foreign package: mirrors of the registry have addresses of their own.
  const from = at < 0 ? 'file:' : typeof resolved === 'string' && takenFrom(resolved) !== 'url' ? resolved : '';
  const found = lockedNpm(typeof told === 'string' ? told : own, typeof version === 'string' ? version : '', from);
  const licence = field(entry, 'license');
  return (
    found && {
      ...found,
      ...(typeof licence === 'string' && licence !== '' ? { licences: [spdxLicence(licence)] } : {}),
      ...(field(entry, 'dev') === true ? { development: true as const } : {}),
    }
  );
}

/** The place at which Node finds a package by its name, from another place (Node.js, "Loading from node_modules folders"); links followed. */
function placeOf(name: string, from: string, places: JsonObject, budget: { left: number }): string | undefined {
  for (let base = from; ; base = above(base)) {
    // The longer the place, the more it costs to look there.
    budget.left -= 1 + base.length / 100;
    if (budget.left < 0) return undefined;
    const place = `${base === '' ? '' : `${base}/`}${folder}${name}`;
    const entry = field(places, place);
    if (entry !== undefined) {
      const target = field(entry, 'resolved');
      return field(entry, 'link') === true && typeof target === 'string' ? target : place;
    }
    if (base === '') return undefined;
  }
}

/** The place whose `node_modules` a place is in; of a folder without one the folder above. */
function above(place: string): string {
  const at = `/${place}`.lastIndexOf(`/${folder}`);
  return at < 0 ? place.slice(0, Math.max(0, place.lastIndexOf('/'))) : place.slice(0, Math.max(0, at - 1));
}
