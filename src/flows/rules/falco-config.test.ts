import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { chooseRules } from './chosen-rules.ts';

const rules = `
- {rule: A, desc: d, condition: evt.type = open, output: 'a %container.id', priority: WARNING, tags: [files, noisy]}
- {rule: B, desc: d, condition: evt.type = close, output: b, priority: DEBUG, tags: [files]}
- {rule: C, desc: d, condition: evt.type = execve, output: c, priority: ERROR, tags: [shell]}
- {rule: D, desc: d, condition: evt.num > 0, output: d, priority: ERROR, tags: [shell], enabled: false, source: k8s_audit}
`;

/** What comes of a `falco.yaml` beside the rules. */
const choose = (config: string, tags: readonly string[] = []) =>
  inTemporaryDirectory(async (folder) => {
    writeFileSync(join(folder, 'rules.yaml'), rules);
    writeFileSync(join(folder, 'falco.yaml'), config);
    const falcoConfig = join(folder, 'falco.yaml');
    const chosen = await chooseRules({ rules: [], tags, falcoConfig });
    const on = chosen.loaded.rules.filter((rule) => chosen.options.selection?.isOn(rule)).map(({ name }) => name);
    return { ...chosen, on, output: (name: string) => chosen.loaded.rules.find((one) => one.name === name)?.output };
  });

const files = 'rules_files: [rules.yaml]\n';
const selections: readonly (readonly [what: string, config: string, tags: readonly string[], on: readonly string[]])[] =
  [
    ['as the files leave it', files, [], ['A', 'B', 'C']],
    ['one file by itself', 'rules_files: rules.yaml', [], ['A', 'B', 'C']],
    ['the older key', 'rules_file: [rules.yaml]', [], ['A', 'B', 'C']],
    ['a priority', `${files}priority: warning`, [], ['A', 'C']],
    ['off by name', `${files}rules: [{disable: {rule: "A*"}}]`, [], ['B', 'C']],
    ['all off, one tag on', `${files}rules: [{disable: {rule: "*"}}, {enable: {tag: shell}}]`, [], ['C', 'D']],
    ['the order of switches', `${files}rules: [{enable: {tag: shell}}, {disable: {rule: "*"}}]`, [], []],
    ['a tag of the command line', files, ['files'], ['A', 'B']],
    ['without a tag', files, ['!noisy'], ['B', 'C']],
    ['with one, without another', files, ['files', '!noisy'], ['B']],
    ['a tag turns nothing on', files, ['shell'], ['C']],
  ];
for (const [what, config, tags, on] of selections)
  test(`a configuration of Falco chooses rules: ${what}`, async () =>
    assert.deepEqual((await choose(config, tags)).on, on));

test('what of a configuration has no meaning here is told, and so is what is missing', async () => {
  const { warnings } = await choose(
    `${files.replace(']', ', gone.yaml]')}watch_config_files: true\nhttp_output: {enabled: true}\nload_plugins: [k8saudit, mine]\nplugins: [{name: mine, library_path: libmine.so}]\n`,
  );
  const told = warnings.join('\n');
  assert.match(told, /gone\.yaml is not there/);
  assert.match(told, /no meaning here: watch_config_files, http_output/);
  assert.match(told, /the plug-in mine \(libmine\.so\) cannot be loaded/);
  assert.doesNotMatch(told, /k8saudit/);
});

test('forms of alerts and rule_matching', async () => {
  const { format, options } = await choose(
    `${files}json_output: true\njson_include_tags_property: false\ntime_format_iso_8601: true\nrule_matching: all`,
  );
  assert.deepEqual(
    [format.json, format.tags, format.output, format.iso8601, options.matching],
    [true, false, true, true, 'all'],
  );
});

const where =
  'container_id=%container.id container_name=%container.name container_image_repository=%container.image.repository container_image_tag=%container.image.tag k8s_pod_name=%k8s.pod.name k8s_ns_name=%k8s.ns.name';

test('where something happened is added to outputs, once, and not to those of other sources', async () => {
  const { output } = await choose(files);
  assert.equal(output('B'), `b ${where}`);
  assert.equal(output('A'), `a %container.id ${where.replace('container_id=%container.id ', '')}`);
  assert.equal(output('D'), 'd');
});

test('append_output takes the place of what is added otherwise', async () => {
  const own = await choose(
    `${files}append_output: [{match: {tags: [shell], source: syscall}, extra_output: 'on %evt.hostname', extra_fields: [evt.cpu, {number: '%evt.num'}]}]`,
  );
  assert.deepEqual([own.output('B'), own.output('C')], ['b', 'c on %evt.hostname']);
  assert.deepEqual([...(own.loaded.rules[2]?.extraFields.keys() ?? [])], ['evt.cpu', 'number']);
  assert.equal((await choose(`${files}append_output: [{suggested_output: true}]`)).output('B'), `b ${where}`);
});

const refused: readonly (readonly [what: string, config: string, code: string])[] = [
  ['no mapping', 'x', 'E_FORMAT'],
  ['nothing', '', 'E_FORMAT'],
  ['no priority', 'priority: loud', 'E_USAGE'],
  ['no way of matching', 'rule_matching: some', 'E_USAGE'],
  ['an odd switch', 'rules: [{enabled: {rule: a}}]', 'E_USAGE'],
];
for (const [what, config, code] of refused)
  test(`a configuration of Falco is refused: ${what}`, () => assert.rejects(choose(config), { code }));
