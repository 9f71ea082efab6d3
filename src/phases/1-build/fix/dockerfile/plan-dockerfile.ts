import { asSeaworthyError, defined, type Package } from '../../../../core/index.ts';
import { type Dockerfile, readDockerfile, type TextEdit, withEdits } from '../../../../foundations/formats/index.ts';
import { type AskedPackage, askedPackages } from '../../checks/index.ts';
import { isPlainVersion } from '../plain-version.ts';
import type { EditOutcome, EditPlan, FileText, WantedVersion } from '../plan-edits.ts';
import { chainOf, usesOf, valueEdits, variableIn, wordEdits } from './places.ts';

/** A package of the image that is to come in another version. */
export interface WantedPin extends WantedVersion {
  readonly found: WantedVersion['found'] & Pick<Package, 'source'>;
}

/** What the last stage of a Dockerfile is built upon. */
export interface BasePlan {
  /** As it is written now, with the values of variables that are known. */
  readonly from: string;
  readonly state: 'edited' | 'asked' | 'kept';
  readonly why?: string;
}

/** An image to build upon. */
export interface NewBase {
  /** As it is to stand behind `FROM`. */
  readonly name: string;
  /** Its repositories are others, which have no version that is pinned now. */
  readonly isOtherRelease?: boolean;
}

export interface DockerfilePlan extends EditPlan {
  readonly base?: BasePlan;
}

interface State {
  readonly path: string;
  /** All that the image has, to know which packages are of one source. */
  readonly sources: ReadonlyMap<string, string>;
  text: string;
}

const read = (path: string, text: string): Dockerfile => readDockerfile(path, new TextEncoder().encode(text));

/**
 * The fewest edits of a Dockerfile that make it pin these versions and, where one is given, build upon this base. Each is proven: the rewritten file is read again,
 * and what says something else of another package or stage is dropped and told. Pure. Throws `E_FORMAT` and `E_LIMIT` for what is no Dockerfile.
 */
export function planDockerfile(
  { path, text: before }: FileText,
  wanted: readonly WantedPin[],
  packages: readonly Pick<Package, 'name' | 'type' | 'source'>[],
  base?: NewBase,
): DockerfilePlan {
  const sources = new Map(packages.map(({ type, name, source }) => [`${type}/${name}`, source?.name ?? name]));
  const state: State = { path, sources, text: before };
  read(path, before);
  const basePlan = base === undefined ? undefined : rebase(state, base);
  const outcomes = wanted.map((one) => pin(state, one));
  const files = state.text === before ? [] : [{ path, text: state.text, before }];
  return { outcomes, files, ...defined({ base: basePlan }) };
}

/** The packages of the image that its Dockerfile asks for, in the versions that it says. */
function pinsOf(file: Dockerfile): readonly (AskedPackage & { readonly said?: string })[] {
  return askedPackages(file).map((one) => {
    const variable = variableIn(one.version ?? '');
    if (variable === undefined) return one.version === undefined ? one : { ...one, said: one.version };
    const values = settingsOf(file, variable).map(({ pair }) => unquoted(pair.value ?? ''));
    const [said] = values;
    return said !== undefined && new Set(values).size === 1 ? { ...one, said } : one;
  });
}

const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2');

/** The `ARG`s and `ENV`s that give a variable its value. */
const settingsOf = (file: Dockerfile, variable: string) =>
  file.instructions
    .filter(({ keyword }) => keyword === 'ARG' || keyword === 'ENV')
    .flatMap((instruction) => instruction.pairs.map((pair) => ({ instruction, pair })))
    .filter(({ pair: { name, value } }) => name === variable && value !== undefined);

function pin(state: State, wanted: WantedPin): EditOutcome {
  const { found, to } = wanted;
  const kept = (why: string): EditOutcome => ({ wanted, state: 'kept', moved: [], why });
  if (!isPlainVersion(to, found.versionOrder))
    return kept('the version that its advisory names is none that can be written');
  const file = read(state.path, state.text);
  const chain = chainOf(file);
  const own = pinsOf(file).filter(
    ({ type, name, stage }) => type === found.type && name === found.name && chain.includes(stage),
  );
  if (found.type === 'rpm')
    return kept(
      `what ${state.path} installs by dnf, yum, tdnf or zypper is not looked at: where it says a version, change that`,
    );
  if (own.length === 0) return kept(`${state.path} does not ask for it by name`);
  const pinned = own.filter(({ version }) => version !== undefined);
  const limited = own.find(({ written, name }) => /^[~<>=]/.test(written.slice(name.length)));
  if (pinned.length === 0 && limited !== undefined)
    return kept(
      `${state.path} asks for it within a limit (${limited.written.slice(0, 100)}), which is not rewritten: a build without a cache takes what the repository has within that`,
    );
  if (pinned.length === 0)
    return kept(
      `${state.path} asks for it without a version: a build without a cache takes what the repository has then`,
    );
  const rebuild = `build the image anew from ${state.path}`;
  if (pinned.every(({ said }) => said === to)) return { wanted, state: 'asked', moved: [], lock: rebuild };
  if (!pinned.every(({ said }) => said === found.version || said === to))
    return kept(
      `${state.path} pins another version than the image has: it was built from another state of it, or another file`,
    );
  if (found.source !== undefined && found.source.version !== found.version)
    return kept(
      `its version is not that of its source (${found.source.name} ${found.source.version}), and the advisory tells the latter alone`,
    );
  const edits = pinned.flatMap((one) => editsOf(state.text, file, one, wanted));
  const after = withEdits(state.text, [...new Map(edits.map((edit) => [edit.start, edit])).values()]);
  const why = whyNotProven(state, file, after, wanted);
  if (why !== undefined) return kept(why);
  state.text = after;
  return {
    wanted,
    state: 'edited',
    moved: [{ path: state.path, name: found.name, from: found.version, to }],
    lock: rebuild,
  };
}

function editsOf(text: string, file: Dockerfile, one: AskedPackage, { to }: WantedPin): readonly TextEdit[] {
  const { version = '', written, instruction } = one;
  const variable = variableIn(version);
  if (variable === undefined)
    return wordEdits(text, instruction, written, `${written.slice(0, written.length - version.length)}${to}`);
  return settingsOf(file, variable).flatMap(({ instruction: setting, pair }) => valueEdits(text, setting, pair, to));
}

const sourceOf = ({ sources }: State, { type, name }: { readonly type: string; readonly name: string }): string =>
  sources.get(`${type}/${name}`) ?? name;

/** What the rewritten file says must be what the old one says, but for this package, and for those of the same source that one variable pins with it. */
function whyNotProven(state: State, old: Dockerfile, after: string, { found, to }: WantedPin): string | undefined {
  try {
    const now = read(state.path, after);
    const [before, pins] = [pinsOf(old), pinsOf(now)];
    const chain = chainOf(now);
    const isOwn = ({ type, name }: AskedPackage): boolean => type === found.type && name === found.name;
    if (pins.some((one) => isOwn(one) && chain.includes(one.stage) && one.version !== undefined && one.said !== to))
      return 'the rewritten file would still not ask for that version';
    const isSame = before.length === pins.length && before.every(({ name }, index) => name === pins[index]?.name);
    if (!isSame || imagesOf(old) !== imagesOf(now)) return 'the rewritten file does not ask for the same packages';
    const moved = pins.filter((one, index) => one.said !== before[index]?.said);
    const other = moved.find((one) => sourceOf(state, one) !== sourceOf(state, found));
    if (other !== undefined) return `the same text says the version of ${other.name}, which is not of the same source`;
    const variables = new Set(moved.flatMap(({ version = '' }) => variableIn(version) ?? []));
    const shared = [...variables].find(
      (name) => usesOf(state.text, name) !== before.filter(({ version = '' }) => variableIn(version) === name).length,
    );
    return shared === undefined ? undefined : `the variable ${shared} says more than the version of packages`;
  } catch (error) {
    return `the rewritten file cannot be read: ${asSeaworthyError(error, 'E_FORMAT', 'it is not understood').message}`;
  }
}

const imagesOf = ({ stages }: Dockerfile): string => stages.map(({ knownImage }) => knownImage).join('\n');

/** Makes the last stage build upon another image. */
function rebase(state: State, { name: base, isOtherRelease }: NewBase): BasePlan {
  const file = read(state.path, state.text);
  const last = chainOf(file).at(-1);
  if (last === undefined) return { from: '', state: 'kept', why: `${state.path} has no FROM` };
  const from = last.knownImage;
  const kept = (why: string): BasePlan => ({ from, state: 'kept', why });
  if (!/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,500}$/.test(base))
    return kept('its name is none that is written into a Dockerfile');
  if (from === base) return { from, state: 'asked' };
  const pinned = pinsOf(file).find(({ stage, version }) => version !== undefined && chainOf(file).includes(stage));
  if (isOtherRelease === true && pinned !== undefined)
    return kept(
      `it is of another release, whose repositories do not have ${pinned.written.slice(0, 100)} and what else is pinned`,
    );
  if (from === 'scratch') return kept('it is built from nothing');
  const after = withEdits(state.text, baseEdits(state.text, file, last.image, base, last.from));
  try {
    const now = read(state.path, after);
    const isProven = now.stages.every(
      (stage, index) => stage.knownImage === (index === last.index ? base : file.stages[index]?.knownImage),
    );
    if (after === state.text || !isProven || now.stages.length !== file.stages.length)
      return kept('how its FROM says the image is not rewritten: a variable has no value here, or says more than this');
  } catch (error) {
    return kept(asSeaworthyError(error, 'E_FORMAT', 'the rewritten file is not understood').message);
  }
  state.text = after;
  return { from, state: 'edited' };
}

/** The image of a `FROM`: written out, in one variable, or its tag in one. */
function baseEdits(
  text: string,
  file: Dockerfile,
  image: string,
  base: string,
  from: Dockerfile['instructions'][number],
): readonly TextEdit[] {
  const [, name = '', tag = ''] = /^(.*[^:]):(\$\{?\w+\}?)$/.exec(image) ?? [];
  const whole = variableIn(image);
  const variable = whole ?? variableIn(tag);
  if (variable === undefined) return image.includes('$') ? [] : wordEdits(text, from, image, base).slice(0, 1);
  const by = whole !== undefined ? base : base.startsWith(`${name}:`) ? base.slice(name.length + 1) : undefined;
  // What only later stages or commands see of it would change with it.
  if (by === undefined || usesOf(text, variable) !== 1) return [];
  return settingsOf(file, variable)
    .filter(({ instruction }) => file.preamble.includes(instruction))
    .flatMap(({ instruction, pair }) => valueEdits(text, instruction, pair, by));
}
