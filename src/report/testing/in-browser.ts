import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';

const browser = '/usr/bin/chromium';

/** Why tests in a browser cannot run here; false where they can. */
export const noBrowser: string | false = existsSync(browser) ? false : `no ${browser} here (apt-get install chromium)`;

/** A page that a browser shows. */
export interface Shown {
  readonly page: Page;
  /** Address of each file. */
  readonly urls: Readonly<Record<string, string>>;
  /** What the page said to the console, threw, and asked for beside the files. */
  readonly trouble: readonly string[];
}

let opened: Promise<Browser> | undefined;

/** For `after` of tests that use a browser: they share one. */
export async function closeBrowser(): Promise<void> {
  await (await opened)?.close();
  opened = undefined;
}

/** Writes the files, by name, and opens the first in a browser, as a visitor who was never there before. */
export async function inBrowser(
  files: Readonly<Record<string, string>>,
  run: (shown: Shown) => Promise<void>,
  options: { readonly javaScriptEnabled?: boolean; readonly colorScheme?: 'light' | 'dark' } = {},
): Promise<void> {
  const { chromium } = await import('playwright-core');
  opened ??= chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
  const viewport = { width: 1280, height: 900 };
  const visitor = await (await opened).newContext({ ...options, viewport, reducedMotion: 'reduce' });
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-page-'));
  try {
    const urls: Record<string, string> = {};
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text);
      urls[name] = pathToFileURL(join(folder, name)).href;
    }
    const page = await visitor.newPage();
    page.setDefaultTimeout(15_000);
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => {
      if (!Object.values(urls).includes(request.url().replace(/#.*/s, ''))) trouble.push(request.url());
    });
    await page.goto(Object.values(urls)[0] ?? '');
    await run({ page, urls, trouble });
  } finally {
    await visitor.close();
    await rm(folder, { recursive: true });
  }
}

/**
 * Texts that stand out too little from their ground (WCAG 2.2, 1.4.3: 4.5 to 1), each with its ratio. The ground is the nearest one that is not transparent.
 */
export function lowContrast(page: Page): Promise<readonly string[]> {
  return page.evaluate(contrastScript);
}

/** Runs in the page, as text, because it is no program of ours that runs there. */
const contrastScript = `(() => {
  const parts = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      const [, , , alpha = 1] = parts(color);
      if (alpha > 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const low = new Set();
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (text === '' || !element.checkVisibility() || element.closest('svg, script, style')) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.add(element.className + ' ' + text.slice(0, 40) + ': ' + ratio.toFixed(2));
  }
  return [...low];
})()`;
