import { nearest, SeaworthyError } from '../../../core/index.ts';
import { loadXml, looksLikeXml, parseJson } from '../../../foundations/formats/index.ts';
import type { ImportedRun, ImportFormat, ReportDocument } from './imported.ts';
import { withSafeNames } from './join/finding.ts';
import { importFormats } from './list.ts';

/** Bytes of a report; the largest real one that we know of has a tenth of it. */
export const maxImportBytes = 256 * 1024 * 1024;
const bounds = { maxBytes: maxImportBytes, maxDepth: 128, maxValues: 10_000_000 } as const;

/** The format of that name. Throws `E_USAGE`. */
export function importFormat(id: string): ImportFormat {
  const found = importFormats.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = importFormats.map((one) => one.id);
  const similar = nearest(id, ids);
  throw new SeaworthyError(
    'E_USAGE',
    `there is no format ${JSON.stringify(id.slice(0, 100))} of other tools' reports`,
    {
      next: `${similar === undefined ? '' : `Did you mean ${similar}? `}They are ${ids.join(', ')}.`,
    },
  );
}

/**
 * What a report of another tool says: of the format that is named, else of that which its content is. Throws `E_FORMAT` for what is of none, `E_LIMIT`
 * beyond the bounds.
 */
export async function readImport(
  bytes: Uint8Array,
  where: string,
  format?: ImportFormat,
): Promise<readonly ImportedRun[]> {
  const document = await headOf(bytes, where);
  const known = format ?? importFormats.find((one) => one.knows(document, false));
  if (known?.knows(document, format !== undefined) === true) return (await known.read(document)).map(withSafeNames);
  const titles = importFormats.map(({ title }) => title).join('; ');
  throw new SeaworthyError(
    'E_FORMAT',
    known === undefined ? 'a report in no form that is read here' : `no report of ${known.title}`,
    {
      where,
      next:
        known === undefined
          ? `Forms that are read: ${titles}.`
          : 'Leave out `--format`: the form is known by the content.',
    },
  );
}

async function headOf(bytes: Uint8Array, where: string): Promise<ReportDocument> {
  if (bytes.length > maxImportBytes)
    throw new SeaworthyError('E_LIMIT', `a report of more than ${maxImportBytes} bytes`, { where });
  if (!looksLikeXml(bytes.subarray(0, 1_024))) return { json: parseJson(bytes, where, bounds), bytes, where };
  await loadXml();
  return { root: rootName(bytes), bytes, where };
}

/** The name of the root, by the first tag of the beginning. Whoever reads the document says what is wrong with it. */
function rootName(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8_192)).replaceAll('\0', '');
  return /<([A-Za-z][\w.-]{0,100})/.exec(head)?.[1] ?? '';
}
