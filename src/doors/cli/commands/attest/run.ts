import { SeaworthyError } from '../../../../core/index.ts';
import type { PredicateSource } from '../../../../flows/index.ts';
import { output, ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { inputFile } from '../../input/input-file.ts';
import { printSigned } from '../../ship/print-signed.ts';
import { signingKey } from '../../ship/signing-key.ts';

/** Bytes of a predicate file; what is larger no verifier would read. */
const maxPredicateBytes = 24 * 1024 * 1024;

/** Report formats that make the predicate of a type. */
const formats: ReadonlyMap<string, string> = new Map([
  ['cyclonedx', 'cyclonedx'],
  ['https://cyclonedx.org/bom', 'cyclonedx'],
  ['spdx', 'spdx'],
  ['spdxjson', 'spdx'],
  ['https://spdx.dev/Document', 'spdx'],
]);

export async function run(context: Context): Promise<number> {
  const { settings, values, words } = context;
  const type = values.value(ship.predicateType);
  if (type === undefined) {
    throw new SeaworthyError('E_USAGE', 'what is attested is not said', {
      next: 'Say `--type cyclonedx`, `--type scan`, or another type with `--predicate FILE`.',
    });
  }
  const predicate = await source(type, context);
  const key = signingKey(context);
  const input = { key, type, predicate, allowPartial: values.on(output.allowPartial) };
  await printSigned('Attested', await (await context.flows()).attestImage(words[0] ?? '', input, settings), context);
  return 0;
}

async function source(type: string, context: Context): Promise<PredicateSource> {
  const file = context.values.value(ship.predicate);
  if (type === 'scan') {
    if (file === undefined) return { kind: 'scan' };
    throw new SeaworthyError('E_USAGE', 'a scan result is made here, not taken from a file', {
      next: 'Leave `--predicate` out, or attest the file under the type of who made it.',
    });
  }
  if (file !== undefined) return { kind: 'file', ...inputFile(file, maxPredicateBytes, context) };
  const id = formats.get(type);
  const format = (await context.host.reports()).reportFormats.find((one) => one.id === id);
  if (format !== undefined)
    return { kind: 'sbom', format: async (report) => format.write(report, { color: false, width: 100 }) };
  throw new SeaworthyError('E_USAGE', `an attestation of type ${type} needs a file`, {
    next: 'Name it with `--predicate FILE`; only cyclonedx, spdx and scan are made here.',
  });
}
