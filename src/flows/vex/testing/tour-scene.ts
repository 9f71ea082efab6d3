import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding, Report } from '../../../core/index.ts';
import type { Settings } from '../../settings.ts';
import { shipSettings } from '../../ship/testing/ship-world.ts';
import { tourFeeds } from '../../tour/feeds.ts';

/** The image and the advisories of the tour, whose folder is given. */
export const tourScene = (tour: string) => ({
  target: `oci:${tour}image:1`,
  /** A copy of the image, on which something may be hung. */
  async copyOfImage(work: string): Promise<string> {
    await cp(join(tour, 'image'), join(work, 'image'), { recursive: true });
    return `oci:${work}/image:1`;
  },
  tourSettings: (work: string, more: Partial<Settings> = {}): Settings => ({
    ...shipSettings(work),
    feeds: tourFeeds(join(tour, 'advisories')),
    ...more,
  }),
});

/** A flaw in it, in `golang.org/x/net`. */
export const id = 'CVE-2023-44487';

/** A document of one statement on that flaw: of a product, in which the package is. */
export const openvex = (product: string | undefined, more: object = {}): object => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  author: 'Harbour team',
  timestamp: '2025-11-01T00:00:00Z',
  statements: [
    {
      vulnerability: { name: id },
      ...(product === undefined
        ? {}
        : { products: [{ '@id': product, subcomponents: [{ '@id': 'pkg:golang/golang.org/x/net' }] }] }),
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      ...more,
    },
  ],
});

/** The image that was looked at, as a product. */
export const product = ({ subject }: Report): string =>
  `pkg:oci/harbour@${subject.kind === 'image' ? subject.digest : 'none'}`;

export const flaw = ({ findings }: Pick<Report, 'findings'>): Finding | undefined =>
  findings.find((one) => one.id === id);

/** All that is said of how the flaw was judged. */
export const told = (report: Pick<Report, 'findings'>): string =>
  (flaw(report)?.evidence ?? []).map(({ statement }) => statement).join('\n');

/** What is said of statements with the result. */
export const noted = ({ coverage }: Report): string =>
  coverage.problems
    .filter(({ part }) => part === 'vex')
    .map(({ message }) => message)
    .join('\n');
