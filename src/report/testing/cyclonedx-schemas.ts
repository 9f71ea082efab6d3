import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const schemas = new URL('../../../node_modules/@cyclonedx/cyclonedx-library/res/schema/', import.meta.url);
const load = (name: string): object => JSON.parse(readFileSync(new URL(name, schemas), 'utf8'));

/** Checks a document by the schema that CycloneDX publishes for its JSON form, as its library carries it. */
export function jsonValidator(version: string): ReturnType<Ajv['compile']> {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('iri-reference', true);
  ajv.addFormat('idn-email', true);
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    ajv.addSchema(load(`${name}.SNAPSHOT.schema.json`), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  return ajv.compile(load(`bom-${version}.SNAPSHOT.schema.json`));
}

/** The schema of the XML form. */
export const xmlSchema = (version: string): string => fileURLToPath(new URL(`bom-${version}.SNAPSHOT.xsd`, schemas));
