import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SeaworthyError } from '../../src/core/index.ts';
import { lint, offlineSettings } from '../../src/flows/index.ts';
import { manifestChecks } from '../../src/phases/1-build/checks/index.ts';
import { reportFormats } from '../../src/report/index.ts';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { type Case, eachCase, listOf, textOf } from './cases.ts';
import type { Outcome, Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** An object that is told, by us or by the suite. */
interface Told {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly text: string;
}

const known = new Set(manifestChecks.flatMap(({ aliases }) => aliases));
const settings = offlineSettings({
  databaseDirectory: '/nowhere',
  toolVersion: 'suite',
  checks: { enable: ['all'] },
});
const json = reportFormats.find(({ id }) => id === 'json');

/** What `lint -o json` says of files lying in one folder, of the checks that bear the name. */
async function toldOf(files: Readonly<Record<string, unknown>>, alias: string): Promise<readonly Told[]> {
  return inTemporaryDirectory(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, /\.(?:ya?ml|json)$/.test(name) ? name : `${name}.yaml`);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, String(content));
    }
    const report = await lint([folder], settings).catch((error: unknown) => {
      if (error instanceof SeaworthyError && error.code === 'E_TARGET_UNKNOWN') return undefined;
      throw error;
    });
    if (report === undefined) throw new Error('nothing here was judged');
    const written = JSON.parse((await json?.write(report, { color: false, width: 80 })) ?? '{}') as Case;
    return listOf(written, 'findings')
      .filter((one) => one.suppression === undefined && (one.aliases as readonly string[]).includes(alias))
      .map(({ location, evidence }) => ({
        ...objectOf((location as Case).object as Case),
        text: JSON.stringify(evidence),
      }));
  });
}

const objectOf = (object: Case): Told => ({
  kind: String(object.kind),
  name: String(object.name ?? ''),
  namespace: typeof object.namespace === 'string' && object.namespace !== '' ? object.namespace : undefined,
  text: '',
});

const nameOf = ({ kind, namespace, name }: Told): string => [kind, namespace, name].filter(Boolean).join('/');

/** Whether both are the same object; a namespace that one does not say is no difference. */
const isSame = (a: Told, b: Told): boolean =>
  a.kind === b.kind &&
  a.name === b.name &&
  (a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace);

function compare(expected: readonly Told[], actual: readonly Told[]): Outcome {
  const within = (these: readonly Told[], those: readonly Told[]): boolean =>
    these.every((one) => those.some((other) => isSame(one, other)));
  const isEqual = within(expected, actual) && within(actual, expected);
  const list = (told: readonly Told[]): string => [...new Set(told.map(nameOf))].sort().join(', ') || 'nothing';
  return isEqual ? undefined : { expected: list(expected), actual: list(actual) };
}

const missing = (alias: string): Outcome => (known.has(alias) ? undefined : { why: `no check for ${alias} yet` });

async function judgePolaris(line: Case): Promise<Outcome> {
  const check = textOf(line, 'check');
  const none = missing(check);
  if (none !== undefined) return none;
  const found = await toldOf({ 'manifest.yaml': textOf(line, 'manifest') }, check);
  const actual = found.length > 0 ? 'failure' : 'success';
  const expected = textOf(line, 'expect');
  return actual === expected ? undefined : { expected, actual };
}

async function judgeCheckov(line: Case): Promise<Outcome> {
  const check = textOf(line, 'check');
  const none = missing(check);
  if (none !== undefined) return none;
  const found = await toldOf(Object(line.files) as Readonly<Record<string, unknown>>, check);
  const named = Array.isArray(line.failingResources) ? line.failingResources.map(String) : [];
  if (named.length > 0) {
    const own = found.map(({ kind, namespace, name }) => `${kind}.${namespace ?? 'default'}.${name}`);
    const matches = (resource: string, id: string): boolean => resource === id || resource.startsWith(`${id}.`);
    const isEqual =
      named.every((resource) => own.some((id) => matches(resource, id))) &&
      own.every((id) => named.some((resource) => matches(resource, id)));
    return isEqual ? undefined : { expected: named.join(', '), actual: own.join(', ') || 'nothing' };
  }
  const [expected, actual] = [line.failed !== 0, found.length > 0].map((fails) => (fails ? 'some fail' : 'none fails'));
  return actual === expected
    ? undefined
    : { expected: String(expected), actual: found.map(nameOf).join(', ') || 'nothing' };
}

/** The objects of an alert. One about a user or group is told by the binding that names it. */
function alerted(alert: Case): readonly (Told & { readonly subject?: string })[] {
  const objects = listOf(alert, 'objects').map(objectOf);
  if (typeof alert.external !== 'object' || alert.external === null) return objects;
  const external = alert.external as Case;
  const bindings = listOf(alert, 'related').filter(({ kind }) => String(kind).endsWith('Binding'));
  if (bindings.length === 0) return [...objects, objectOf(external)];
  return bindings.map((one) => ({ ...objectOf(one), subject: String(external.name) }));
}

async function judgeRego(line: Case, needsHost: ReadonlySet<string>): Promise<Outcome> {
  const rule = textOf(line, 'rule');
  if (needsHost.has(rule)) return { why: 'its input is data of a node, no manifest' };
  const none = missing(rule);
  if (none !== undefined) return none;
  const found = await toldOf(Object(line.inputs) as Readonly<Record<string, unknown>>, rule);
  const expected = listOf(line, 'alerts').flatMap(alerted);
  const differs = compare(expected, found);
  if (differs !== undefined) return differs;
  const unnamed = expected.find(
    ({ subject }) => subject !== undefined && !found.some(({ text }) => text.includes(subject)),
  );
  return unnamed === undefined ? undefined : { expected: `${unnamed.subject} is named`, actual: found[0]?.text ?? '' };
}

/** Manifests by the rules of other tools, each found through the aliases of our checks. */
export const manifestsSuite: Suite = {
  name: 'manifests',
  async run(folder, options) {
    const tally = new Tally(options);
    const rules = Object.entries(
      JSON.parse(await readFile(path.join(folder, 'regolibrary-rules.json'), 'utf8')) as Case,
    );
    const needsHost = new Set(
      rules.flatMap(([name, rule]) => {
        const about = Object(rule) as Case;
        return about.needsHostData === true ? [String(about.rule ?? name)] : [];
      }),
    );
    const of = (file: string): string => path.join(folder, file);
    await eachCase(tally, of('polaris.jsonl'), (line) =>
      tally.judge('polaris', `polaris ${textOf(line, 'id')}`, () => judgePolaris(line)),
    );
    await eachCase(tally, of('checkov.jsonl'), (line) =>
      tally.judge('checkov', `checkov ${textOf(line, 'check')}`, () => judgeCheckov(line)),
    );
    await eachCase(tally, of('regolibrary.jsonl'), (line) => {
      const rule = textOf(line, 'rule');
      const group = needsHost.has(rule) ? 'regolibrary, of nodes' : 'regolibrary';
      return tally.judge(group, `regolibrary ${rule} ${String(line.id ?? '')}`, () => judgeRego(line, needsHost));
    });
    return tally.result();
  },
};
