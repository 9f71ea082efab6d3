import { createHash } from 'node:crypto';
import { isSpdxExpression } from '../licences/expression.ts';
import type { ExtractedLicence } from './types.ts';

/** The licence expression of a package; texts that are none become references into `extracted`, which is filled on the way. */
export function licenceExpression(texts: readonly string[], extracted: Map<string, ExtractedLicence>): string {
  const parts = texts.filter((text) => text.trim() !== '').map((text) => onePart(text, extracted));
  if (parts.length === 0) return 'NOASSERTION';
  return parts.length === 1
    ? parts.join('')
    : parts.map((part) => (part.includes(' ') ? `(${part})` : part)).join(' AND ');
}

function onePart(text: string, extracted: Map<string, ExtractedLicence>): string {
  // A LicenseRef of the maker's would point to nothing in our document.
  if (isSpdxExpression(text) && !text.includes('LicenseRef-')) return text;
  const licenseId = `LicenseRef-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  extracted.set(licenseId, { licenseId, name: text.toWellFormed(), extractedText: text.toWellFormed() });
  return licenseId;
}
