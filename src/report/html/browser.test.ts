import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { closeBrowser, inBrowser, lowContrast, noBrowser as skip } from '../testing/in-browser.ts';
import { manyFindings } from '../testing/many-findings.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { htmlFormat } from './format.ts';

const write = async (report: typeof sampleReport): Promise<{ readonly 'report.html': string }> => ({
  'report.html': await htmlFormat.write(report, { color: false, width: 80 }),
});
const small = await write(sampleReport);
const large = await write(manyFindings(991));

const rows = 'details.finding:visible';
const height = 'document.documentElement.scrollHeight';

describe('the page in a browser', { skip }, () => {
  after(closeBrowser);

  test('it fits, filters, loads nothing', () =>
    inBrowser(small, async ({ page, trouble }) => {
      await page.getByRole('button', { name: 'Open all' }).click();
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width, `no overflow at ${width}`);
      }

      const shown = (): Promise<number> => page.locator(rows).count();
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
    }));

  test('991 findings are no endless page, and every one of them can be reached', () =>
    inBrowser(large, async ({ page, trouble }) => {
      assert.ok((await page.evaluate<number>(height)) < 8_000, 'folded at first');
      assert.equal(await page.locator(rows).count(), 0);
      const kernel = page.locator('.group', { hasText: 'linux-libc-dev' }).first();
      await kernel.locator('> summary').click();
      assert.equal(await page.locator(rows).count(), 50);
      await page.getByRole('button', { name: 'Show 50 more of 281' }).click();
      assert.equal(await page.locator(rows).count(), 100);
      assert.match((await page.evaluate<string>('document.activeElement.className')) ?? '', /^$/);
      assert.equal(
        await page.evaluate('document.activeElement.tagName'),
        'SUMMARY',
        'the keyboard is at the first new row',
      );

      await page.getByLabel('Group by').selectOption('none');
      assert.equal(await page.locator(rows).count(), 50);
      assert.ok((await page.evaluate<number>(height)) < 8_000, 'a list of them is a page of them');
      for (let left = 941; left > 0; left -= 50)
        await page.getByRole('button', { name: `Show ${Math.min(50, left)} more of ${left}` }).click();
      assert.equal(await page.locator(rows).count(), 991);
      assert.deepEqual(trouble, []);
    }));

  test('sorting and grouping', () =>
    inBrowser(large, async ({ page }) => {
      const first = (): Promise<string | null> => page.locator(`${rows} .id`).first().textContent();
      await page.getByLabel('Group by').selectOption('none');
      const orders = {
        risk: 'CVE-2025-10000',
        severity: 'CVE-2025-10000',
        epss: 'CVE-2025-10195',
        id: 'CVE-2025-10000',
      };
      for (const [order, id] of Object.entries(orders)) {
        await page.getByLabel('Sort by').selectOption(order);
        assert.equal(await first(), id, order);
      }
      await page.getByLabel('Sort by').selectOption('severity');
      const told = await page.locator(`${rows} .c-sev`).allTextContents();
      assert.deepEqual([...new Set(told.map((text) => text.trim()))], ['◆critical']);

      const groups = async (): Promise<readonly string[]> =>
        (await page.locator('.g-name').allTextContents()).map((text) => text.slice(0, 12));
      await page.getByLabel('Group by').selectOption('severity');
      assert.deepEqual(await groups(), ['critical', 'high', 'medium', 'unknown', 'low', 'negligible']);
      await page.getByLabel('Group by').selectOption('layer');
      assert.equal((await groups()).length, 4);
      await page.getByLabel('Sort by').selectOption('package');
      await page.getByLabel('Group by').selectOption('package');
      assert.deepEqual((await groups()).slice(0, 3), ['linux-libc-d', 'package-1 1.', 'package-2 1.']);
    }));

  test('what was seen in use has a badge and a filter, and there is none where nothing was watched', {
    skip,
  }, async () => {
    await inBrowser(large, async ({ page }) => {
      await page.getByLabel('in use').check();
      assert.equal(await page.locator('output').textContent(), '331 of 991 findings');
      await page.getByRole('button', { name: 'Open all' }).click();
      // The browser tells of an opened fold when it has time, and the rows come then.
      await page.locator(rows).nth(49).waitFor({ state: 'attached' });
      assert.equal(await page.locator(rows).count(), 50);
      assert.equal(await page.locator(`${rows} .flag.used:visible`).count(), 50);
    });
    await inBrowser(small, async ({ page }) => {
      assert.equal(await page.getByLabel('in use').count(), 0);
      assert.equal(await page.locator('.flag.used').count(), 0);
    });
  });

  test('a link leads to one finding, whatever stands in its way', () =>
    inBrowser(large, async ({ page, urls, trouble }) => {
      const anchor = `finding-${(600).toString(16).padStart(32, '0')}`;
      const at = async (hash: string): Promise<void> => {
        await page.goto('about:blank');
        await page.goto(`${urls['report.html']}#${hash}`);
      };
      await at(anchor);
      const row = page.locator(`#${anchor}`);
      assert.equal(await row.getAttribute('open'), '');
      assert.match((await row.textContent()) ?? '', /CVE-2025-10600/);
      assert.ok(await row.locator('> summary').isVisible());
      await page.waitForFunction(`document.activeElement.parentElement.id === '${anchor}'`);

      // From a page that is open, through a filter that leaves it out.
      await page.getByLabel('Search').fill('nothing of the kind');
      await page.evaluate(`location.hash = '${anchor}'`);
      await row.locator('> summary').waitFor({ state: 'visible' });
      assert.deepEqual(trouble, []);
    }));

  test('what is chosen stands in the address, and comes back from it', () =>
    inBrowser(large, async ({ page, urls, trouble }) => {
      const hash = (): Promise<string> => page.evaluate('location.hash');
      await page.getByLabel('in use').check();
      await page.locator('input[value=critical]').check();
      await page.getByLabel('Search').fill('linux & <b>');
      assert.equal(await hash(), '#text=linux+%26+%3Cb%3E&severity=critical&only=in-use');
      await page.getByLabel('Search').fill('linux');
      const address = `${urls['report.html']}${await hash()}`;
      const told = await page.locator('output').textContent();
      await page.goto('about:blank');
      await page.goto(address);
      assert.equal(await page.locator('output').textContent(), told);
      assert.ok(await page.getByLabel('in use').isChecked());
      for (const label of ['in use', 'critical']) await page.getByLabel(label).uncheck();
      await page.getByLabel('Search').fill('');
      assert.equal(await hash(), '', 'what is usual is not said');

      // Whatever somebody wrote there: at most the form's own values.
      const hostile = [
        'layer=99',
        'sort=constructor&group=__proto__',
        'only=,,x',
        'severity=%00',
        '%E0%A4%A',
        '=',
        'text=%3Cimg%20src=x%3E',
      ];
      for (const each of hostile) {
        await page.goto('about:blank');
        await page.goto(`${urls['report.html']}#${each}`);
        assert.equal(await page.getByLabel('Sort by').inputValue(), 'risk', each);
        assert.equal(await page.getByLabel('Group by').inputValue(), 'package', each);
      }
      assert.equal(await page.locator('main img').count(), 0);
      assert.deepEqual(trouble, []);
    }));

  test('without the script the page folds, opens and leads to a finding', () =>
    inBrowser(
      large,
      async ({ page, urls, trouble }) => {
        assert.ok((await page.evaluate<number>(height).catch(() => 0)) < 8_000);
        assert.ok(await page.locator('form.filters').isHidden());
        assert.equal(await page.locator('.group > summary:visible').count(), 25);
        await page.locator('.rest > summary').click();
        assert.equal(await page.locator('.group > summary:visible').count(), 71);
        await page.locator('.group > summary').first().click();
        assert.ok((await page.locator(rows).count()) > 10);
        const anchor = `finding-${(601).toString(16).padStart(32, '0')}`;
        await page.goto(`${urls['report.html']}#${anchor}`);
        assert.ok(await page.locator(`#${anchor} > summary`).isVisible(), 'a browser opens what a link leads into');
        assert.deepEqual(trouble, []);
      },
      { javaScriptEnabled: false },
    ));

  for (const javaScriptEnabled of [true, false]) {
    test(`on paper every finding is there, ${javaScriptEnabled ? 'with' : 'without'} the script`, () =>
      inBrowser(
        large,
        async ({ page }) => {
          await page.emulateMedia({ media: 'print' });
          if (javaScriptEnabled) await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
          assert.equal(await page.locator(`${rows} > summary:visible`).count(), 991);
          if (!javaScriptEnabled) return;
          await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
          await page.emulateMedia({ media: 'screen' });
          assert.equal(await page.locator(rows).count(), 0, 'and folded again');
        },
        { javaScriptEnabled },
      ));
  }

  test('what is printed of a choice says that it is one', () =>
    inBrowser(large, async ({ page }) => {
      await page.locator('input[value=critical]').check();
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.locator('output').isVisible());
      assert.equal(await page.locator('output').textContent(), '166 of 991 findings');
      assert.ok(await page.getByLabel('Search').isHidden());
    }));

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every text stands out from its ground, ${colorScheme}`, async () => {
      for (const files of [small, large])
        await inBrowser(
          files,
          async ({ page }) => {
            await page.getByRole('button', { name: 'Open all' }).click();
            await page.locator(`${rows} > summary`).first().click();
            assert.deepEqual(await lowContrast(page), []);
          },
          { colorScheme },
        );
    });
  }

  test('by keyboard alone: every control can be reached and says what it is', () =>
    inBrowser(large, async ({ page }) => {
      const seen = new Set<string>();
      for (let press = 0; press < 45; press++) {
        await page.keyboard.press('Tab');
        seen.add(
          await page.evaluate(`(() => {
        const at = document.activeElement;
        return at.tagName + ' ' + (at.getAttribute('name') ?? '') + ' ' + (at.value ?? '');
      })()`),
        );
      }
      for (const control of [
        'INPUT text ',
        'SELECT layer ',
        'SELECT sort risk',
        'SELECT group package',
        'INPUT only in-use',
        'BUTTON all ',
      ])
        assert.ok(seen.has(control), `${control} of ${[...seen].join(', ')}`);
      const unnamed = await page.evaluate(`[...document.querySelectorAll('input, select, button')]
      .filter((field) => field.checkVisibility() && (field.labels?.[0]?.textContent ?? field.textContent).trim() === '').length`);
      assert.equal(unnamed, 0);
      const kernel = page.locator('.group > summary').first();
      await kernel.focus();
      await page.keyboard.press('Enter');
      await page.locator(rows).first().waitFor();
    }));
});
