import type { Package } from '../../core/index.ts';

/** Who made a package, as far as its record says. */
export interface PackageMaker {
  readonly name: string;
  readonly email?: string;
}

/** Who makes a document or what it is about, by the word of whoever asks for the document. */
export interface NamedMaker extends PackageMaker {
  readonly url?: string;
  /** An organisation otherwise. */
  readonly isPerson?: true;
}

/** `Debian Rsync Team <rsync@packages.debian.org>` as name and address; the vendor where no maintainer is told. */
export function producerOf({ origin }: Package): PackageMaker | undefined {
  const said = origin?.maintainer ?? origin?.vendor;
  if (said === undefined) return undefined;
  const [, name = '', email] = /^([^<>]{1,300}?)\s{0,10}<([^<>\s@]{1,200}@[^<>\s@]{1,200})>$/.exec(said.trim()) ?? [];
  const text = said.trim().toWellFormed();
  if (email !== undefined) return { name: name.toWellFormed(), email: email.toWellFormed() };
  return text === '' ? undefined : { name: text };
}
