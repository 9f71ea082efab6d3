import { oneDay, SeaworthyError } from '../../../core/index.ts';
import type { TlsFiles } from '../../server/index.ts';
import { gate } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import type { Flows } from '../host.ts';
import { inputFile } from '../input/input-file.ts';

/** What a server shows of itself. */
export interface Certificate {
  readonly files: () => TlsFiles;
  /** Whether it is read from files, which may be replaced. */
  readonly mayChange: boolean;
  /** The first name that it is for, and the authority above it, where it was made here. */
  readonly name?: string;
  readonly authority?: string;
}

const maxBytes = 256 * 1024;
/** As long as a server may run without a restart; a day back, for clocks that are behind. */
const validFor = 5 * 365 * oneDay;

/** The certificate that the flags ask for: files, or one that is made now. Throws `E_USAGE` when they ask for none or for both, and those of reading. */
export async function certificateOf(context: Context, make: Flows['makeServerCertificate']): Promise<Certificate> {
  const { settings, values } = context;
  const [certificate, key] = [values.value(gate.tlsCert), values.value(gate.tlsKey)];
  const names = values.list(gate.selfSigned);
  const [name] = names;
  const given = certificate !== undefined || key !== undefined;
  if (given && name !== undefined)
    throw usage('a certificate is given, and another is to be made', 'Leave one of them out.');
  if (name !== undefined) {
    const now = settings.clock.now().getTime();
    const made = await make(names, new Date(now - oneDay), new Date(now + validFor));
    return { files: () => made, mayChange: false, name, authority: made.authority };
  }
  if (certificate === undefined || key === undefined)
    throw usage(
      given ? 'a certificate and its key belong together' : 'there is no certificate to serve with',
      'Give `--tls-cert FILE --tls-key FILE`, or `--self-signed NAME`.',
    );
  const files = (): TlsFiles => ({
    certificate: inputFile(certificate, maxBytes, context).text,
    key: inputFile(key, maxBytes, context).text,
  });
  files();
  return { files, mayChange: true };
}

const usage = (what: string, next: string): SeaworthyError => new SeaworthyError('E_USAGE', what, { next });
