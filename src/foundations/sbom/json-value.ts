import { SeaworthyError } from '../../core/index.ts';
import { bomOfXml } from './cyclonedx/bom-of-xml.ts';
import { openDocument } from './document.ts';
import { xmlVersion } from './formats/cyclonedx-xml/read.ts';
import { prepareSbom } from './prepare-sbom.ts';
import { carried } from './statements.ts';

/**
 * A document as a JSON value, also one that a statement or a signed envelope carries (whose signature is not checked); CycloneDX in XML form in the shape that
 * it would have in JSON. Throws `E_FORMAT` for what is neither JSON nor such XML, `E_LIMIT`.
 */
export async function jsonValue(bytes: Uint8Array, where: string): Promise<unknown> {
  const { document } = carried(openDocument(await prepareSbom(bytes, where), where), where);
  if (document.form === 'json') return document.value;
  const specVersion = document.form === 'xml' ? xmlVersion(document.root) : undefined;
  if (document.form === 'xml' && specVersion !== undefined)
    return { bomFormat: 'CycloneDX', specVersion, ...bomOfXml(document.root) };
  throw new SeaworthyError('E_FORMAT', 'neither JSON nor CycloneDX in XML', { where });
}
