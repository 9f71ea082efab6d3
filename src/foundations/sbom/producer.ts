import { defined, type Package } from '../../core/index.ts';

/** Who made a package, as far as its record says. */
export interface PackageMaker {
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
}

/** Who makes a document or what it is about, by the word of whoever asks for the document. */
export interface NamedMaker extends PackageMaker {
  /** An organisation otherwise. */
  readonly isPerson?: true;
}

/**
 * `Debian Rsync Team <rsync@packages.debian.org>` as name and address; the vendor where no maintainer is told. Without an address of mail there is the page that
 * the package gives as its own, and, of a module of Go, the address that it is called by: that is where the toolchain asks for it.
 */
export function producerOf(found: Package): PackageMaker | undefined {
  const { maintainer, vendor } = found.origin ?? {};
  const said = (maintainer ?? vendor)?.trim().toWellFormed() ?? '';
  const [, name = '', email] = /^([^<>]{1,300}?)\s{0,10}<([^<>\s@]{1,200}@[^<>\s@]{1,200})>$/.exec(said) ?? [];
  if (email !== undefined) return { name, email };
  const url = pageOf(found);
  if (said === '' && url === undefined) return undefined;
  return { name: said === '' ? (url ?? '').replace(/^https?:\/\/|\/$/g, '') : said, ...defined({ url }) };
}

/** An address that names a host, and nothing that a reader would not open. */
const webPage = /^https?:\/\/[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:\/[\w.~!$&'()*+,;=:@%/?#-]{0,1000})?$/;

function pageOf({ type, name, origin }: Package): string | undefined {
  const page = origin?.homepage;
  if (page !== undefined) return webPage.test(page) ? page : undefined;
  if (type !== 'golang' || origin?.takenFrom !== undefined) return undefined;
  const url = name === 'stdlib' ? 'https://go.dev/' : `https://${name}`;
  // A path without a dot in its first part is of the toolchain, or of nobody that can be asked.
  return webPage.test(url) && /^https:\/\/[^/]{1,200}\.[^/]{1,100}/.test(url) ? url : undefined;
}
