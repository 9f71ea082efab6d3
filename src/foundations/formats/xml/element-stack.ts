import type { XmlElement } from './element.ts';

/** An element whose end has not come yet. */
interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
  raw: string;
}

/** Makes elements of what a parser tells, the one that is open innermost on top. */
export class ElementStack {
  readonly #open: OpenElement[] = [];

  /** Elements that are open. */
  get depth(): number {
    return this.#open.length;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#open.push({ name, attributes: new Map(Object.entries(attributes)), children: [], text: '', raw: '' });
  }

  /** Characters of the innermost; those outside of all are nobody's. */
  readonly told = (characters: string): void => {
    const current = this.#open.at(-1);
    if (current !== undefined) current.raw += characters;
  };

  /** Ends the innermost, which becomes a child of the one around it; given back when there is none around it. */
  close(): XmlElement | undefined {
    const done = this.#open.pop();
    if (done === undefined) return undefined;
    done.text = done.raw.trim();
    const parent = this.#open.at(-1);
    if (parent === undefined) return done;
    parent.children.push(done);
    return undefined;
  }
}
