/** What all kinds of databases are asked: the headers in it, and sentences about what could not be read. */
export interface HeaderSource {
  /** Whether the file is of this kind, by its first bytes. */
  isOne(bytes: Uint8Array): boolean;
  headers(bytes: Uint8Array, where: string, onDamage: (why: string) => void): Iterable<Uint8Array>;
}
