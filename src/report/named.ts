import { defined, type Report } from '../core/index.ts';
import type { NamedMaker } from '../foundations/sbom/index.ts';
import type { WriteOptions } from './format.ts';

type Named = Report & { readonly author?: NamedMaker; readonly producer?: NamedMaker };

/** A report with who makes the bill of materials and who made what it is about, where somebody says so. */
export function named(report: Report, { author, producer }: WriteOptions): Named {
  return { ...report, ...defined({ author, producer }) };
}
