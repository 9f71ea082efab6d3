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

  list(): string[] {
    return this.#more === 0 ? this.#sentences : [...this.#sentences, `and ${this.#more} more of the kind`];
  }
}
