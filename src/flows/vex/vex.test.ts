import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, tourFolder } from '../../../lab/fixtures/index.ts';
import { isIncomplete, openFindings } from '../../core/index.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { isCode } from '../ship/testing/ship-world.ts';
import { openvex as document, flaw, noted, product, told, tourScene } from './testing/tour-scene.ts';

const { target, tourSettings } = tourScene(tourFolder);
const openvex = (...given: Parameters<typeof document>): string => JSON.stringify(document(...given));
const withPlaces = (settings: Settings, ...places: string[]): Settings => ({ ...settings, vex: { places } });

test('a statement in a file or a folder sets a finding aside, which stays; the evidence says by which', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const before = await scan(target, settings);
    const folder = join(work, 'vex', 'below');
    await mkdir(folder, { recursive: true });
    const file = join(folder, 'app.openvex.json');
    await writeFile(file, openvex(product(before)));
    await writeFile(join(folder, 'package.json'), '{"name":"other"}');
    for (const place of [file, join(work, 'vex')]) {
      const report = await scan(target, withPlaces(settings, place));
      assert.equal(report.findings.length, before.findings.length);
      assert.equal(openFindings(report).length, openFindings(before).length - 1);
      const { suppression } = flaw(report) ?? {};
      assert.equal(suppression?.by, 'Harbour team');
      assert.equal(suppression?.reason, 'not affected, vulnerable code not in execute path');
      assert.deepEqual(suppression?.source, {
        kind: 'vex',
        name: file,
        statement: 'statement 1 (not_affected, 2025-11-01)',
        vex: {
          status: 'not_affected',
          justification: 'vulnerable_code_not_in_execute_path',
          time: '2025-11-01T00:00:00Z',
        },
      });
      assert.match(told(report), /VEX: statement 1 of \S+, by Harbour team on 2025-11-01, says not_affected/);
      assert.equal(isIncomplete(report.coverage), isIncomplete(before.coverage));
      const part = report.coverage.parts.find((one) => one.id === 'vex');
      assert.deepEqual([part?.files, part?.found], [1, 1]);
    }
    assert.match(noted(await scan(target, withPlaces(settings, join(work, 'vex')))), /is no VEX document/);
  }));

test('a broken document beside others leaves the result incomplete; one that is named alone is an error', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const folder = join(work, 'vex');
    await mkdir(folder);
    await writeFile(join(folder, 'a.json'), openvex(product(await scan(target, settings))));
    const good = await scan(target, withPlaces(settings, folder));
    const broken = join(folder, 'broken.json');
    for (const text of ['{', '', '{"@context":"https://openvex.dev/ns/v0.2.0","statements":7}']) {
      await writeFile(broken, text);
      const report = await scan(target, withPlaces(settings, folder));
      assert.equal(openFindings(report).length, openFindings(good).length, 'the other one counts');
      assert.deepEqual([isIncomplete(good.coverage), isIncomplete(report.coverage)], [false, true], text);
      assert.match(noted(report), /may be a VEX document and cannot be read/);
      await assert.rejects(scan(target, withPlaces(settings, broken)), { code: 'E_FORMAT' });
    }
  }));

test('one that is about something else sets nothing aside, and why is told', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const before = await scan(target, settings);
    const file = join(work, 'x.json');
    for (const [text, why] of [
      [openvex(`pkg:oci/harbour@sha256:${'0'.repeat(64)}`), /it is about the image sha256:0+, and this is sha256:/],
      [openvex(product(before), { justification: undefined }), /not believed: it says not_affected without a just/],
      [openvex(product(before), { status: 'under_investigation' }), /says under_investigation/],
    ] as const) {
      await writeFile(file, text);
      const report = await scan(target, withPlaces(settings, file));
      assert.equal(flaw(report)?.suppression, undefined);
      assert.match(told(report), why);
    }
  }));

test('what the user names and cannot be read is an error', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work);
    const [bad, empty] = [join(work, 'bad.json'), join(work, 'empty')];
    await mkdir(empty);
    for (const [text, code] of [
      ['{', 'E_FORMAT'],
      ['{}', 'E_FORMAT'],
      ['', 'E_FORMAT'],
      [openvex('pkg:oci/x', { status: 'fine' }), 'E_FORMAT'],
      ['['.repeat(1_000), 'E_LIMIT'],
    ] as const) {
      await writeFile(bad, text);
      await assert.rejects(scan(target, withPlaces(settings, bad)), isCode(code), text.slice(0, 20));
    }
    await assert.rejects(scan(target, withPlaces(settings, join(work, 'none.json'))), isCode('E_TARGET_NOT_FOUND'));
    await assert.rejects(scan(target, withPlaces(settings, empty)), isCode('E_FORMAT'));
  }));
