import { gateWords } from '../gates.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged } from '../oracles.ts';
import { alpine, debian, npmPackage } from '../roots.ts';
import { scanWords } from '../shapes.ts';
import type { Files, World } from '../world.ts';

/** Images with a finding whose severity nobody has said. */
const unknown: readonly (readonly [name: string, files: Files])[] = [
  ['Alpine', alpine(['flawed', '1.0-r0'])],
  ['Debian', debian(['flawed', '1.0-1'])],
  ['npm', npmPackage('unrated', '1.0.0')],
];

/** Thresholds that an unknown severity can be over, in every form that there is. */
const thresholds: readonly string[] = [
  'unknown',
  'negligible',
  'low',
  'medium',
  'high',
  'critical',
  'severity>=low',
  'severity>=high',
  'severity>medium',
  'severity>=critical',
  'severity=high',
  'severity=critical',
  '!severity<high',
  'severity>=high,fixable',
  'kind=vulnerability,severity>=high',
  'high,!kind=secret',
  'cvss>=7',
  'cvss>=0.1',
  'cvss>=9,fixable',
];

const limits: readonly string[] = [
  '{ severity: negligible }',
  '{ severity: low }',
  '{ severity: medium }',
  '{ severity: high }',
  '{ severity: critical }',
  '{ severity: critical, fixable: true }',
  '{ severity: high, kind: vulnerability }',
  '{ severity: high, countSuppressed: false }',
];

async function scanned(world: World, files: Files): Promise<string> {
  const image = await world.layout(files);
  await world.must(await scanWords(world, image), [0, 5]);
  return image;
}

export const severities: GreenKind = {
  id: 'severities',
  title: 'findings of unknown severity, CVSS, EPSS or exploitation under every threshold',
  inputs: [
    ...unknown.flatMap(([system, files]) =>
      thresholds.map(
        (threshold): GreenInput => ({
          name: `${system}, --fail-on ${threshold}`,
          expect: ends(3, 5),
          prepare: async (world) => scanWords(world, await world.layout(files), ['--fail-on', threshold]),
        }),
      ),
    ),
    ...unknown.flatMap(([system, files]) =>
      ['exploited', 'epss>=0.5', 'exploited,fixable'].map(
        (threshold): GreenInput => ({
          name: `${system}, --fail-on ${threshold} without KEV and EPSS`,
          expect: ends(3, 5),
          prepare: async (world) =>
            scanWords(world, await world.layout(files), ['--fail-on', threshold], ['kev', 'epss']),
        }),
      ),
    ),
    ...unknown.flatMap(([system, files]) =>
      limits.map(
        (limit): GreenInput => ({
          name: `${system}, gate ${limit}`,
          expect: ends(3, 5),
          prepare: async (world) => gateWords(world, `findings: [${limit}]`, await scanned(world, files)),
        }),
      ),
    ),
    ...['low', 'high', 'severity>=high', 'unknown', 'cvss>=7'].map(
      (threshold): GreenInput => ({
        name: `nothing found, --fail-on ${threshold}`,
        control: true,
        expect: isJudged,
        prepare: async (world) =>
          scanWords(world, await world.layout(alpine(['sound', '1.0-r0'])), ['--fail-on', threshold]),
      }),
    ),
    {
      name: 'a severity that is known and lower',
      control: true,
      expect: isJudged,
      prepare: async (world) =>
        scanWords(world, await world.layout(npmPackage('flawed', '1.0.0')), ['--fail-on', 'critical']),
    },
    {
      name: 'nothing found, gate { kind: vulnerability, severity: low }',
      control: true,
      expect: isJudged,
      prepare: async (world) =>
        gateWords(
          world,
          'findings: [{ kind: vulnerability, severity: low }]',
          await scanned(world, alpine(['sound', '1.0-r0'])),
        ),
    },
  ],
};
