import type { Example } from '../example.ts';

/** A release as API v1 writes it; of what follows the columns of its product. */
export const release = (
  name: string,
  eolFrom: string | null,
  more: Readonly<Record<string, unknown>> = {},
): unknown => ({
  name,
  codename: null,
  label: name,
  releaseDate: '2024-05-22',
  isLts: false,
  ltsFrom: null,
  isEol: false,
  eolFrom,
  ...more,
  isMaintained: true,
  latest: { name: `${name}.1`, date: '2024-06-18', link: null },
});

/** A product as API v1 writes it. */
export const product = (name: string, releases: readonly unknown[]): unknown => ({
  name,
  aliases: [],
  label: name,
  category: 'os',
  tags: ['linux-distribution', 'os'],
  versionCommand: 'cat /etc/os-release',
  identifiers: [],
  labels: { eoas: null, discontinued: null, eol: 'Security Support', eoes: null },
  links: { icon: null, html: `https://endoflife.date/${name}`, releasePolicy: null },
  releases,
});

/** The answer for all products. */
export const answer = (products: readonly unknown[]): string =>
  JSON.stringify({
    schema_version: '1.2.0',
    generated_at: '2030-01-02T03:04:05+00:00',
    total: products.length,
    result: products,
  });

export const example: Example = {
  partition: 'endoflife',
  files: [
    {
      path: 'products/full',
      content: answer([
        product('alpine-linux', [release('3.90', null), release('3.20', '2026-04-01')]),
        product('debian', [release('12', '2026-06-10', { isEoes: false, eoesFrom: '2028-06-10' })]),
        product('harbour-os', [release('1', '2030-01-01')]),
      ]),
    },
  ],
  records: ['alpine-linux/3.20 alpine-linux/3.20 undetermined', 'debian/12 debian/12 undetermined'],
};
