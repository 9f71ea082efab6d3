import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPlatform, type Platform, SeaworthyError } from '../../core/index.ts';
import {
  checkPlatform,
  choosePlatform,
  couldPull,
  machinePlatform,
  normalisePlatform,
  parsePlatform,
} from './platform.ts';

const plain = (text: string): Platform => {
  const [os = '', architecture = '', variant] = text.split('/');
  return variant === undefined ? { os, architecture } : { os, architecture, variant };
};

const offer = (text: string, annotations: Record<string, string> = {}) => ({
  ...(text === '' ? {} : { platform: plain(text) }),
  annotations: new Map(Object.entries(annotations)),
});

function chosen(offers: readonly string[], wanted?: string): string {
  try {
    const image = choosePlatform(
      offers.map((text) => offer(text)),
      wanted === undefined ? undefined : parsePlatform(wanted),
      'x',
    );
    return image.platform === undefined ? 'untold' : formatPlatform(image.platform);
  } catch (error) {
    assert.ok(error instanceof SeaworthyError);
    return `${error.code} ${error.why}`;
  }
}

test('names of platforms in canonical form', () => {
  const table: readonly (readonly [string, string])[] = [
    ['linux/x86_64', 'linux/amd64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/6', 'linux/arm/v6'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['Windows/AMD64', 'windows/amd64'],
  ];
  for (const [text, expected] of table) {
    assert.equal(formatPlatform(normalisePlatform(plain(text))), expected);
    assert.equal(formatPlatform(parsePlatform(text)), expected);
  }
  for (const text of ['', 'linux', 'linux/', 'linux/a/b/c', 'linux/amd64 ', '../x']) {
    assert.throws(() => parsePlatform(text), { code: 'E_USAGE' }, text);
  }
});

test('the variant that suits best', () => {
  const arms = ['linux/arm/v5', 'linux/arm/v7', 'linux/arm/v6', 'linux/arm64/v8'];
  const table: readonly (readonly [readonly string[], string | undefined, string])[] = [
    [arms, 'linux/arm/v7', 'linux/arm/v7'],
    [arms, 'linux/arm', 'linux/arm/v7'],
    [arms, 'linux/arm/v6', 'linux/arm/v6'],
    [['linux/arm/v5', 'linux/arm/v6'], 'linux/arm/v7', 'linux/arm/v6'],
    [['linux/arm/v7', 'linux/arm64'], 'linux/arm/v6', 'E_PLATFORM available: linux/arm/v7, linux/arm64'],
    [arms, 'linux/arm64', 'linux/arm64/v8'],
    [['linux/amd64', 'linux/amd64/v3'], 'linux/amd64', 'linux/amd64'],
    [['linux/amd64', 'linux/amd64/v3'], 'linux/amd64/v4', 'linux/amd64/v3'],
    [['windows/amd64', 'linux/386'], 'linux/amd64', 'E_PLATFORM available: windows/amd64, linux/386'],
    [['linux/s390x'], undefined, 'linux/s390x'],
    [['linux/s390x'], 'linux/amd64', 'E_PLATFORM available: linux/s390x'],
    [['', 'unknown/unknown'], 'linux/amd64', 'untold'],
    [['linux/none', 'linux/nothing'], undefined, 'E_PLATFORM available: linux/none, linux/nothing'],
    [[formatPlatform(machinePlatform()), 'linux/none'], undefined, formatPlatform(machinePlatform())],
    [['unknown/unknown'], undefined, 'E_PLATFORM it holds no image'],
    [[], undefined, 'E_PLATFORM it holds no image'],
  ];
  for (const [offers, wanted, expected] of table)
    assert.equal(chosen(offers, wanted), expected, `${offers} for ${wanted}`);
});

test('attestations beside an image are no image by their platform, and one that only calls itself so is an image', () => {
  const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
  const image = offer('linux/s390x');
  assert.equal(choosePlatform([offer('unknown/unknown', annotations), image], undefined, 'x'), image);
  const posing = offer('linux/amd64', annotations);
  assert.equal(choosePlatform([posing, image], parsePlatform('linux/amd64'), 'x'), posing);
});

test('what a node could pull', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['linux/amd64', 'linux/amd64', true],
    ['Linux/x86_64', 'linux/amd64', true],
    ['linux/amd64/v3', 'linux/amd64', false],
    ['linux/amd64/v2', 'linux/amd64/v3', true],
    ['linux/amd64/v4', 'linux/amd64/v3', false],
    ['linux/386', 'linux/amd64', true],
    ['linux/amd64', 'linux/386', false],
    ['linux/arm/v5', 'linux/arm/v7', true],
    ['linux/arm/v8', 'linux/arm/v7', false],
    ['linux/arm/v6', 'linux/arm/v8', true],
    ['linux/arm64', 'linux/arm64/v8', true],
    ['linux/arm64/v9', 'linux/arm64/v8', false],
    ['linux/arm/v7', 'linux/arm64', true],
    ['linux/arm64', 'linux/arm', false],
    ['windows/amd64', 'linux/amd64', false],
    ['linux/arm64', 'linux/amd64', false],
    ['unknown/unknown', 'linux/amd64', false],
    ['', 'linux/amd64', true],
    ['/amd64', 'linux/amd64', true],
    ['linux/', 'linux/amd64', true],
  ];
  for (const [offered, node, expected] of table)
    assert.equal(couldPull(offer(offered).platform, plain(node)), expected, `${offered} for ${node}`);
});

test('the platform of a single image is checked only when one was asked for', () => {
  checkPlatform(plain('linux/arm64'), undefined, 'x');
  checkPlatform(plain('linux/arm/v6'), parsePlatform('linux/arm/v7'), 'x');
  assert.throws(() => checkPlatform(plain('linux/arm64'), parsePlatform('linux/amd64'), 'x'), { code: 'E_PLATFORM' });
});
