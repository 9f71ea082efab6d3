import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { sampleReport } from '../testing/sample-report.ts';
import { htmlFormat } from './format.ts';

const browser = '/usr/bin/chromium';
const skip = existsSync(browser) ? false : `no ${browser} here (apt-get install chromium)`;

test('the page in a browser: fits, filters, loads nothing', { skip }, async () => {
  const { chromium } = await import('playwright-core');
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-html-'));
  const opened = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
  try {
    const file = join(folder, 'report.html');
    await writeFile(file, await htmlFormat.write(sampleReport, { color: false, width: 80 }));
    const page = await opened.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) trouble.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);

    await page.getByRole('button', { name: 'Open all' }).click();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width, `no overflow at ${width}`);
    }

    const shown = (): Promise<number> => page.locator('details.finding:visible').count();
    const all = await shown();
    assert.equal(all, 13);
    await page.getByLabel('exploited').check();
    assert.equal(await shown(), 1);
    assert.equal(await page.locator('output').textContent(), `1 of ${all} findings`);
    await page.getByLabel('exploited').uncheck();
    await page.getByLabel('Search').fill('openssl malformed');
    assert.equal(await shown(), 1);
    await page.getByLabel('Search').fill('no such thing');
    assert.equal(await shown(), 0);
    assert.ok(await page.locator('.none').isVisible());
    await page.getByLabel('Search').fill('');
    await page.locator('input[value=critical]').check();
    assert.equal(await shown(), 3);
    await page.locator('.to-layer[data-layer="2"]').click();
    assert.equal(await shown(), 3);

    assert.deepEqual(trouble, []);
  } finally {
    await opened.close();
    await rm(folder, { recursive: true });
  }
});
