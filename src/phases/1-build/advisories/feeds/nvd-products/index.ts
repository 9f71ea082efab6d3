import type { CpeProduct } from '../../../ecosystems/index.ts';
import { ecosystemOf } from '../../../ecosystems/index.ts';
import type { Feed, PartitionId } from '../../feed.ts';
import { mostAtOnce, parseProduct } from './parse.ts';

const MiB = 1024 * 1024;
const form = /^nvd-products\/([a-z0-9][a-z0-9.-]{0,40})\/([a-z0-9][a-z0-9.-]{0,40})$/;

/** The product of a partition. Names of partitions have no `_`, which names of the dictionary have and a minus sign stands for. */
function productIn(partition: PartitionId): CpeProduct {
  const [, vendor = '', product = ''] = form.exec(partition) ?? [];
  return { vendor: vendor.replaceAll('--', '_'), product: product.replaceAll('--', '_') };
}

const partitionOf = ({ vendor, product }: CpeProduct): PartitionId =>
  `nvd-products/${vendor.replaceAll('_', '--')}/${product.replaceAll('_', '--')}`;

const pathOf = ({ vendor, product }: CpeProduct): string => `${vendor}/${product}.json`;

/**
 * Flaws of software that no package manager and no other list knows, by its name in the CPE dictionary, as NIST's National Vulnerability Database lists them
 * (https://nvd.nist.gov/developers/vulnerabilities). It is asked for one product at a time. Partitions: `nvd-products/haxx/curl` …
 */
export const nvdProducts: Feed = {
  id: 'nvd-products',
  version: 2,
  title: 'NVD, flaws by product',
  needs: ['network'],
  base: 'https://services.nvd.nist.gov/rest/json/cves/2.0',
  setting: 'nvd-products',
  publisher: 'NIST (United States), National Vulnerability Database',
  licence: 'public domain in the United States; this product uses NVD data but is not endorsed or certified by the NVD',
  // The answer about a product with 300 flaws has some 3 MB.
  limits: { bytes: 64 * MiB, inflatedBytes: 64 * MiB, records: 20_000 },
  tells: 'advisories',
  proven: { with: 'shape', what: 'Answers in the form of API 2.0; no real one was at hand.' },
  maxAgeHours: 24,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files(partition) {
    const product = productIn(partition);
    const asked = `cpe:2.3:a:${product.vendor}:${product.product}`;
    return [{ path: pathOf(product), query: { virtualMatchString: asked, resultsPerPage: String(mostAtOnce) } }];
  },
  parse: (partition, files) => parseProduct(productIn(partition), pathOf(productIn(partition)), files),
  lookups(found) {
    const product = ecosystemOf(found.type)?.cpeOf?.(found.name);
    if (product === undefined) return [];
    const key = `${product.vendor}:${product.product}`;
    const why = `NVD lists flaws of cpe:2.3:a:${key}; nobody who builds ${found.name} ${found.version} has confirmed them for this build.`;
    return [{ partition: partitionOf(product), key, version: found.version, why }];
  },
};
