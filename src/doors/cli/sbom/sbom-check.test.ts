import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SbomCheck } from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

type Requirement = SbomCheck['catalogues'][number]['requirements'][number];

const kept: Requirement = { id: 'a', title: 'Its name', state: 'pass', examples: [], next: 'name it' };
const checkOf = (...requirements: readonly Requirement[]): SbomCheck => ({
  name: 'app.json',
  format: 'CycloneDX 1.6',
  catalogues: [
    {
      id: 'cisa-2026',
      title: 'Elements',
      source: 'CISA',
      passes: requirements.every(({ state }) => state !== 'fail'),
      requirements,
    },
  ],
});

async function run(line: string, check: SbomCheck) {
  const asked: unknown[] = [];
  const host = fakeHost({
    flows: {
      checkSbom: async (...given) => {
        asked.push(given.slice(0, 2));
        return check;
      },
    },
  });
  const code = await cli(line.split(' '), host);
  return { code, out: host.printed(), asked };
}

const missed: Requirement = {
  ...kept,
  state: 'fail',
  components: { all: 2099, missing: 2098, unknown: 0, notAsked: 0 },
  examples: ['a 1\n✓ forged', 'b 2', 'c 3'],
};
const cases: readonly (readonly [what: string, line: string, check: SbomCheck, code: number, says: RegExp])[] = [
  [
    'all that is asked for',
    'sbom check app.json',
    checkOf(kept),
    0,
    /✓ Its name\n✓ It says all 1 that are asked for\./,
  ],
  [
    'something missing',
    'sbom check app.json',
    checkOf(kept, { ...kept, state: 'fail' }),
    3,
    /✗ Its name is not said\n {6}name it\n✗ 1 of 2/,
  ],
  [
    'missing of components',
    'sbom check app.json',
    checkOf(missed),
    3,
    /of 2,098 components of 2,099 in all: a 1.{1,12}✓ forged, b 2, c 3 …\n/,
  ],
  [
    'no place',
    'sbom check app.json',
    checkOf(kept, { ...kept, state: 'not-applicable' }),
    0,
    /– Its name: the format has no place/,
  ],
  ['JSON', 'sbom check app.json -o json', checkOf(kept), 0, /"passes": true/],
  ['flags before it', '-q sbom check app.json', checkOf(kept), 0, /✓ Its name/],
];
for (const [what, line, check, code, says] of cases)
  test(`sbom check: ${what}`, async () => {
    const result = await run(line, check);
    assert.equal(result.code, code);
    assert.match(result.out, says);
    assert.deepEqual(result.asked, [['app.json', []]]);
  });

test('sbom check: one catalogue, and none that there is not', async () => {
  const { asked } = await run('sbom check - --catalogue cisa-2026', checkOf(kept));
  assert.deepEqual(asked, [['-', ['cisa-2026']]]);
  assert.equal((await run('sbom check - --catalogue ntia', checkOf(kept))).code, 2);
});

test('`sbom` goes on meaning an image', async () => {
  const host = fakeHost();
  assert.equal(await cli(['sbom', 'alpine:3.20'], host), 0);
  assert.match(host.printed(), /CycloneDX/);
});
