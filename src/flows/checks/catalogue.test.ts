import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Check, type FilesSubject, severities } from '../../core/index.ts';
import { podView } from '../../foundations/kubernetes/index.ts';
import {
  composeChecks,
  dockerfileChecks,
  exampleImage,
  frameworks,
  type ImageExample,
  imageChecks,
  judgeImage,
  lintCompose,
  lintDockerfile,
  lintInfrastructure,
  lintManifests,
  manifestChecks,
  readComposeProject,
  readInfrastructureFile,
  readManifestFile,
  resourceChecks,
} from '../../phases/1-build/checks/index.ts';
import { judgePod, parseStandardVersion, type podSecurityControls } from '../../phases/3-deploy/index.ts';
import { checkFamilies } from './list-checks.ts';

/** Where a check is not kept, in an example: the line, where it is a file. */
type Judge = (check: Check, example: never) => Promise<readonly (number | undefined)[]>;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const subject: FilesSubject = { kind: 'files', name: 'x', content: 'manifest', path: 'x' };
const linesOf = (findings: readonly { readonly location: object }[]): readonly (number | undefined)[] =>
  findings.map(({ location }) => (location as { readonly line?: number }).line);

/** How the examples of each family are judged. */
const judges: Readonly<Record<string, Judge>> = {
  Dockerfiles: async ({ id }, example: string) =>
    linesOf(
      lintDockerfile('Dockerfile', bytes(example), { checks: dockerfileChecks.filter((one) => one.id === id) })
        .findings,
    ),
  'Compose files': async ({ id }, example: string) => {
    const project = await readComposeProject(['compose.yaml'], (path) =>
      path === 'compose.yaml' ? bytes(example) : undefined,
    );
    const [result] = lintCompose(project, { checks: composeChecks.filter((one) => one.id === id) });
    assert.deepEqual(project.problems, [], example);
    return linesOf(result?.findings ?? []);
  },
  manifests: async ({ id }, example: string) => {
    const file = await readManifestFile('x.yaml', bytes(example), subject);
    assert.ok(file, 'an example is a manifest');
    const { results } = lintManifests([file], { checks: manifestChecks.filter((one) => one.id === id) });
    assert.deepEqual(
      results.flatMap(({ problems }) => problems),
      [],
      example,
    );
    return linesOf(results.flatMap(({ findings }) => findings));
  },
  images: async ({ id }, example: ImageExample) => {
    const checks = imageChecks.filter((one) => one.id === id);
    return linesOf(judgeImage(await exampleImage(example), { subject, checks, historyChecks: [] }).findings);
  },
  infrastructure: async ({ id }, example: string) => {
    const file = await readInfrastructureFile('x.yaml', bytes(example));
    assert.ok(file, 'an example is a template or a plan');
    const checks = resourceChecks.filter((one) => one.id === id);
    const { findings, coverage } = lintInfrastructure(file, { checks });
    assert.deepEqual(
      coverage.problems.filter(({ message }) => !message.includes('known only')),
      [],
      example,
    );
    return linesOf(findings);
  },
  pods: async ({ id }, example: (typeof podSecurityControls)[number]['violating'][number]) => {
    const version = parseStandardVersion(example.version);
    assert.ok(version !== undefined);
    const judged = judgePod(podView(example.pod), { level: example.level, version });
    return judged.filter((one) => one.check === id && one.state === 'fail').map(() => undefined);
  },
};

for (const { of, checks } of await checkFamilies()) {
  const judge = judges[of];
  for (const check of checks) {
    test(`check ${check.id}: its own examples`, async () => {
      assert.ok(judge, `nobody judges examples of ${of}`);
      assert.ok(check.violating.length > 0 && check.clean.length > 0, 'one of each at least');
      for (const example of check.violating) {
        const lines = await judge(check, example as never);
        assert.ok(lines.length > 0, `the violating example is not found: ${String(example)}`);
        const last = typeof example === 'string' ? example.split('\n').length : 0;
        assert.ok(lines.every((line) => typeof example !== 'string' || (line !== undefined && line <= last)));
      }
      for (const example of check.clean) assert.deepEqual(await judge(check, example as never), [], String(example));
    });

    test(`check ${check.id}: its entry in the catalogue`, () => {
      const { id, title, why, remedy, severity, references, aliases, frameworks: mapped = [] } = check;
      assert.match(id, /^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.ok(title.length > 5 && !title.endsWith('.') && why.endsWith('.') && remedy.endsWith('.'), id);
      assert.ok(severities.includes(severity), id);
      // Nothing that matters is off by itself.
      assert.ok(check.optional !== true || severity === 'negligible', id);
      for (const reference of references) assert.ok(URL.canParse(reference), reference);
      assert.equal(new Set(aliases).size, aliases.length, 'an alias comes twice');
      for (const { framework, control } of mapped) {
        const known = frameworks.find((one) => one.id === framework);
        assert.match(control, known?.control ?? /^$/, `${framework} has such a control`);
      }
      const pairs = mapped.map(({ framework, control }) => `${framework} ${control}`);
      assert.equal(new Set(pairs).size, pairs.length, 'a control comes twice');
    });
  }
}

test('the catalogue: every id once, in every family', async () => {
  const ids = (await checkFamilies()).flatMap(({ checks }) => checks.map(({ id }) => id));
  assert.deepEqual([...new Set(ids)], ids);
});
