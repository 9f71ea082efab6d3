import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flags } from '../catalogue/index.ts';
import { commands } from '../commands/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { foreignCommands, foreignFlags } from './foreign-words.ts';

async function answer(...words: string[]): Promise<string> {
  const host = fakeHost();
  assert.equal(await cli(words, host), 2, words.join(' '));
  assert.equal(host.printed(), '', words.join(' '));
  assert.match(host.said(), /^error: [^\n]*\[E_USAGE\]\n$/, words.join(' '));
  return host.said();
}

const ids = commands.map(({ id }) => id);

/** What an answer tells to write is there: each command, and each flag of that command or of any. */
function isTrue(told: string): void {
  for (const [, line = ''] of told.matchAll(/`seaworthy ([^`]*)`/g)) {
    if (line.startsWith('help ')) continue;
    const id = ids.find((one) => `${line} `.startsWith(`${one} `));
    assert.ok(id, line);
    const own = new Set(commands.find((one) => one.id === id)?.flags.map(({ name }) => name));
    for (const [, name = ''] of line.matchAll(/--([a-z][a-z-]*)/g)) assert.ok(own.has(name), `${id} --${name}`);
  }
}

/** Each flag that is told is one of ours. */
function namesFlagsOfOurs(told: string): void {
  const known = new Set(flags.flatMap(({ name }) => [name, `no-${name}`]));
  for (const [, quoted = ''] of told.matchAll(/`(--[^`]*)`/g))
    for (const [, name = ''] of quoted.matchAll(/(?:^| )--([a-z][a-z-]*)/g)) assert.ok(known.has(name), quoted);
}

for (const { words, ours } of foreignCommands)
  test(`another tool's command is answered with ours: ${words.join(', ')}`, async () => {
    for (const word of words) {
      assert.ok(!ids.includes(word), `${word} is a command of ours`);
      const said = await answer(word, 'x');
      for (const line of ours) assert.ok(said.includes(`Did you mean`) && said.includes(`\`seaworthy ${line}\``), said);
      isTrue(said);
    }
  });

for (const { flags: names, takesValue, ours } of foreignFlags)
  test(`another tool's flag is answered with ours: ${names.join(', ')}`, async () => {
    for (const value of ['', 'high', 'json', 'x.yaml']) namesFlagsOfOurs(typeof ours === 'string' ? ours : ours(value));
    for (const name of names) {
      const users = commands.filter(({ flags: own }) =>
        own.some((one) => [`--${one.name}`, `-${one.short}`].includes(name)),
      );
      const told: string[] = [];
      for (const command of ['scan', 'verify', 'lint', 'sbom', 'gate check']) {
        if (users.some(({ id }) => id === command)) continue;
        const given = takesValue ? [name, 'json'] : [name];
        const said = await answer(...command.split(' '), 'x', ...given);
        assert.ok(said.includes(`Ours for \`${given.join(' ')}\`: `), said);
        assert.ok(said.includes(`seaworthy help ${command}`), said);
        isTrue(said);
        told.push(said);
      }
      assert.ok(told.length > 0, name);
    }
  });

test('whole lines, as they are written elsewhere', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      'image --severity HIGH,CRITICAL --exit-code 1 --ignore-unfixed alpine:3.20',
      /no command "image"\. Did you mean `seaworthy scan TARGET`\? Ours for `--exit-code 1`: `--fail-on CONDITIONS`.*`--only-fixed`.*`--fail-on high,fixable`/,
    ],
    [
      'image --only-severity=LOW,CRITICAL x',
      /`--severity low,critical`.*`--fail-on severity=low --fail-on severity=critical`/,
    ],
    [
      'image --only-severity UNKNOWN,HIGH,CRITICAL x',
      /`--severity unknown,high,critical`.*`--fail-on high --fail-on unknown`/,
    ],
    ['scan --format cyclonedx-json x', /Ours for `--format cyclonedx-json`: `-o cyclonedx`/],
    ['scan -f sarif x', /Ours for `-f sarif`: `-o sarif`/],
    ['lint -f Dockerfile', /Ours for `-f Dockerfile`: the file as an argument/],
    ['gate check --gate g -f ./deploy.yaml', /Ours for `-f \.\/deploy\.yaml`: the file as an argument/],
    ['fs --scanners vuln,misconfig .', /`seaworthy scan FOLDER`.*`--secrets off` and `seaworthy lint PATH`/],
    ['scan --scanners vuln,secret x', /flaws and secrets are looked for anyway/],
    ['config Dockerfile', /no command "config Dockerfile"\. Did you mean `seaworthy lint PATH`\?/],
    [
      'verify --certificate-identity me@example.com --certificate-oidc-issuer https://issuer.example x',
      /`--identity me@example\.com`; for `--certificate-oidc-issuer https:\/\/issuer\.example`: `--issuer https:\/\/issuer\.example`/,
    ],
    ['scan image alpine:3.20', /"image" is a word of another tool.*Leave out `image`/],
    ['rootfs /mnt', /Did you mean `seaworthy scan FOLDER`\?/],
    ['repo https://git.example/x', /`seaworthy scan git:URL`.*judged in a folder/],
    [
      'image --vuln-type os,library --format sarif -q x',
      /packages of all kinds are judged; for `--format sarif`: `-o sarif`/,
    ],
    ['image --ignorefile .trivyignore x', /Ours for `--ignorefile .trivyignore`: `--exceptions FILE`/],
    ['lint --skip-check CKV_DOCKER_2 .', /Ours for `--skip-check CKV_DOCKER_2`: a comment above the line/],
    ['lint --compact .', /Ours for `--compact`: `-o name`/],
    ['lint --ignore DL3008 Dockerfile', /# seaworthy:ignore ID -- reason/],
    ['lint -f json .', /Ours for `-f json`: `-o json`/],
    ['lint --failure-threshold warning .', /`--fail-on medium`/],
    ['lint --no-color .', /`--color never`/],
    ['sign --key a.key --tlog-upload=false --yes x', /no log is written to; for `--yes`: nothing/],
    ['sign --key a.key -y x', /nobody is asked here/],
    ['scan --no-progress --quiet x', /Ours for `--no-progress`: `--quiet`\. See/],
    ['IMAGE x', /`seaworthy scan TARGET`/],
  ];
  for (const [line, expected] of cases) assert.match(await answer(...line.split(' ')), expected, line);
});

test('a slip of the pen in our own words is still told as one, and nothing else is taken for a habit', async () => {
  assert.match(await answer('scan', 'x', '--ofline'), /Did you mean --offline\?/);
  assert.match(await answer('db', 'updte'), /Did you mean `seaworthy db update`\?/);
  assert.match(await answer('config', 'sohw'), /Did you mean `seaworthy config show`\?/);
  assert.doesNotMatch(await answer('scan', 'x', '--nonsense'), /Ours|Did you mean/);
  assert.doesNotMatch(await answer('scan', 'x', '--nonsense', '--', '--severity'), /Ours/);
});
