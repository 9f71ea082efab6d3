import { basename } from 'node:path';
import {
  defined,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Problem,
  SeaworthyError,
  type Subject,
} from '../core/index.ts';
import { readFileBytes } from '../foundations/formats/index.ts';
import type { KnownKind } from '../foundations/sbom/index.ts';
import { knownRelease } from '../phases/1-build/distributions/index.ts';
import { ecosystemOf } from '../phases/1-build/ecosystems/index.ts';
import { subjectOfFile } from './lint/lint-subject.ts';
import type { Settings } from './settings.ts';

const scheme = 'sbom:';

/** Bytes of a document. */
const mostBytes = 128 * 1024 * 1024;

/** How makers call such files (CycloneDX, "Recognized file patterns"; SPDX 2.3, annex on file names). */
const usualName = /^(?:bom\.json|.+\.(?:cdx|spdx)\.json)$/i;

/** Whether what was looked at is somebody's word for what is there. */
export const isClaim = (subject: Subject): boolean => subject.kind === 'files' && subject.content === 'sbom';

/**
 * What a bill of materials lists, when the target is one: `sbom:FILE`, or a file that is called like one. Undefined for any other target. The coverage says
 * that nobody has looked at the thing itself. Throws `E_TARGET_NOT_FOUND`, `E_READ`, and what `readSbom` throws.
 */
export async function listedIn(target: string, { clock }: Settings): Promise<Inventory | undefined> {
  const isNamed = target.startsWith(scheme);
  if (!isNamed && !usualName.test(basename(target))) return undefined;
  const file = isNamed ? target.slice(scheme.length) : target;
  const bytes = readFileBytes(file, mostBytes);
  if (bytes === undefined) {
    if (!isNamed) return undefined;
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such bill of materials', { where: file });
  }
  const { readSbom } = await import('../foundations/sbom/index.ts');
  const { format, name, inventory } = readSbom(bytes, file, { kindOf });
  const problem: Problem = {
    code: 'E_INCOMPLETE',
    message: `only what this ${format} document lists of ${name} was judged: what it leaves out nobody has looked at, and nobody looked for secrets`,
    where: file,
    part: 'sbom',
    incomplete: false,
  };
  const { distribution, ...rest } = inventory;
  return {
    ...rest,
    ...(distribution === undefined ? {} : { distribution: knownRelease(distribution, clock.now()) }),
    subject: subjectOfFile(file, 'sbom'),
    coverage: joinCoverage({ ...emptyCoverage, problems: [problem] }, inventory.coverage),
  };
}

function kindOf(type: string): KnownKind | undefined {
  const known = ecosystemOf(type);
  if (known === undefined) return undefined;
  const { kind, versionOrder, osv, lowerCase = false } = known;
  const isSystem = kind === 'system';
  const separator = isSystem ? undefined : (osv?.separator ?? '/');
  return {
    isSystem,
    lowerCase,
    ...defined({ versionOrder, separator }),
  };
}
