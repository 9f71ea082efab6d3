import { jsonText } from '../../../core/index.ts';
import type { Kept, SignedImage, SignerName } from '../../../flows/index.ts';
import { output } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { facts } from '../output/table.ts';

type Fact = readonly [string, string];

/** Who signed, or must have; a digest stands on a line of its own, so that it can be copied. */
export function signerFacts(signer: SignerName): readonly Fact[] {
  if (signer.kind === 'key')
    return [
      ['key', signer.algorithm],
      ['', signer.fingerprint],
    ];
  return [
    ['signer', signer.subject],
    ['issuer', signer.issuer],
  ];
}

/** Where the evidence is, where it was kept. */
export function ledgerFacts({ record }: Kept): readonly Fact[] {
  return record === undefined ? [] : [['ledger', `record ${record}`]];
}

/** Says that evidence could not be kept, which changes nothing about the result. */
export function warnNotRecorded({ notRecorded }: Kept, { log }: Context): void {
  if (notRecorded !== undefined) log.warn(`this was not recorded: ${notRecorded}`);
}

/** Prints what was signed and attached. */
export async function printSigned(title: string, signed: SignedImage, context: Context): Promise<void> {
  const { endProgress, host, values } = context;
  const { target, subject, store, predicateType, signer, manifest } = signed;
  const rows: readonly Fact[] = [
    ['image', target],
    ['', subject],
    ...(title === 'Signed' ? [] : [['type', predicateType] as const]),
    ...signerFacts(signer),
    ['stored', store],
    ['', manifest],
    ...ledgerFacts(signed),
  ];
  endProgress();
  const text = `${title}\n\n${facts(rows, host.out.columns)}`;
  await host.out.write(values.on(output.json) ? jsonText(signed) : text);
  warnNotRecorded(signed, context);
}
