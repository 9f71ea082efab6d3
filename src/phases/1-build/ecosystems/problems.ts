/** How many problems of one file are told one by one; hostile input could make a million. */
const told = 20;

/** Collects what could not be understood in one file: the first ones in words, the rest as a count. */
export class Problems {
  readonly #sentences: string[] = [];
  #more = 0;

  add(sentence: string): void {
    if (this.#sentences.length < told) this.#sentences.push(sentence);
    else this.#more++;
  }

  /**
   * Held against the newest form of such a file that is known, by the number before the first dot, which makers raise where a reader of before would break.
   * What a newer one lists may mean something else, so that it is told as not understood. One that tells no form is of a time before there were several.
   */
  form(said: unknown, newest: number): void {
    if (said === undefined || said === null) return;
    const text = typeof said === 'object' ? '' : String(said);
    const [, form] = /^\s*v?(\d{1,9})(?:\.|\s*$)/.exec(text) ?? [];
    if (form === undefined) this.add(`the format version is none that is known (≤ ${newest})`);
    else if (Number(form) > newest)
      this.add(
        `format version ${form} is newer than what is known (≤ ${newest}): what the file lists may mean something else`,
      );
  }

  list(): string[] {
    return this.#more === 0 ? this.#sentences : [...this.#sentences, `and ${this.#more} more of the kind`];
  }
}
