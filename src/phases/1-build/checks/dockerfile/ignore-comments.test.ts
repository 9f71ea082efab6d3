import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock, placeOf } from '../../../../core/index.ts';
import { lintDockerfile } from './lint-dockerfile.ts';

/** Findings that are set aside, `ID@LINE`. */
const aside = (text: string): readonly string[] =>
  lintDockerfile('Dockerfile', new TextEncoder().encode(text), { clock: fixedClock('2025-06-01') })
    .findings.filter(({ suppression }) => suppression !== undefined)
    .map(({ id, location }) => `${id.replace('dockerfile/', '')}@${placeOf(location).line}`);

const obeyed: readonly string[] = [
  '# hadolint ignore=DL3004',
  '#hadolint ignore=DL3004',
  '#hadolint  ignore = DL3004 , DL3008',
  '# hadolint ignore=DL3008,DL3004 we need it here',
  '# hadolint ignore=DL3004 # reason',
  '# hadolint ignore=DL3004 -- reason',
  '# hadolint global ignore=DL3004',
  '# hadolint stage ignore=DL3004',
  '# checkov:skip=CKV2_DOCKER_1',
  '# checkov:skip= CKV2_DOCKER_1 not here',
  '# checkov:skip=CKV2_DOCKER_1:why',
  '# checkov:skip=CKV_DOCKER_1,CKV2_DOCKER_1: why',
  '# checkov:skip=CKV_DOCKER_1, CKV2_DOCKER_1 why',
  '# bridgecrew:skip=CKV2_DOCKER_1:no',
  '# we know: checkov:skip=CKV2_DOCKER_1',
  '#trivy:ignore:AVD-DS-0010',
  '# trivy:ignore:DS-0010',
  '# trivy:ignore:DS010',
  '# trivy:ignore:avd-ds-0010',
  '# trivy:ignore:AVD-DS-0002 trivy:ignore:AVD-DS-0010',
  '# trivy:ignore:AVD-DS-0002:exp:2020-01-01 trivy:ignore:AVD-DS-0010:exp:2030-01-01',
  '# trivy:ignore:AVD-DS-0010:ws:production',
  '# trivy:ignore:AVD-DS-*',
  '# trivy:ignore:*',
  '# needed for now trivy:ignore:DS010',
  '# tfsec:ignore:DS010',
  '# check=skip=DL3004',
];

for (const comment of obeyed) {
  test(`set aside by ${comment}`, () => {
    assert.deepEqual(aside(`FROM alpine:3.20\n${comment}\nRUN sudo ls\n`), ['sudo@3']);
  });
}

const notObeyed: readonly string[] = [
  '# hadolint ignore=DL3008',
  '# hadolint ignore=DL3008 and DL3004',
  '# hadolint ignore DL3004',
  '# hadolint shell=DL3004',
  '# about hadolint ignore=DL3004',
  '# checkov:skip=CKV_DOCKER_1: not CKV2_DOCKER_1',
  '# checkov:skip=CKV2_DOCKER_10',
  '# checkov:CKV2_DOCKER_1',
  '# trivy:ignore:DS001',
  '# trivy:ignore:DS0101',
  '# trivy:ignore:AVD-DS-0010:exp:2020-01-01',
  '# nottrivy:ignore:DS010',
  '# trivy:ignore:DS-*0',
  'RUN echo "# trivy:ignore:DS010"',
];

for (const comment of notObeyed) {
  test(`not set aside by ${comment}`, () => {
    assert.deepEqual(aside(`FROM alpine:3.20\n${comment}\nRUN sudo ls\n`), []);
  });
}

test('an ignore for a stage is about that stage alone, wherever in it it stands', () => {
  const stages = (above: string, inside: string): string =>
    `${above}FROM debian:12 AS b\nRUN sudo a\n${inside}RUN sudo b\nFROM debian:12\nRUN sudo c\n`;
  const comment = '# hadolint stage ignore=DL3004\n';
  assert.deepEqual(aside(stages(comment, '')), ['sudo@3', 'sudo@4']);
  assert.deepEqual(aside(stages('', comment)), ['sudo@2', 'sudo@4']);
});
