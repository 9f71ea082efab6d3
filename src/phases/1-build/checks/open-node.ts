import { DocumentNode } from '../../../foundations/formats/index.ts';
import { unknownMark } from './unknown-mark.ts';

/** What is remarked on a value that rests on a variable of which nothing is known here. */
export const restsOnUnknown = 'rests on a variable that has no value here';

/**
 * A value of a document that is filled in elsewhere, as checks see it. Texts stand for switches where tools take them; what rests on what is not known reads as
 * not set and is remarked on, so that no check takes it for an answer.
 */
export class OpenNode extends DocumentNode {
  override text(): string | undefined {
    const { value } = this;
    // Tools make texts of numbers and switches where they want texts.
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.isKnown() ? super.text() : undefined;
  }

  /** The text with a mark for each variable that has no value: for readers of its parts. */
  marked(): string | undefined {
    const { value } = this;
    return typeof value === 'string' ? value : this.text();
  }

  /** A part of the text; undefined, and remarked on, where it is not known. */
  part(text: string | undefined): string | undefined {
    if (text?.includes(unknownMark) !== true) return text;
    this.complain(restsOnUnknown);
    return undefined;
  }

  override boolean(): boolean | undefined {
    const { value } = this;
    if (typeof value !== 'string') return super.boolean();
    if (!this.isKnown()) return undefined;
    if (/^(?:1|t|true|y|yes|on)$/i.test(value)) return true;
    if (/^(?:0|f|false|n|no|off)$/i.test(value)) return false;
    this.complain(this.wants('true or false'));
    return undefined;
  }

  override items(): readonly this[] {
    return this.isKnown() ? super.items() : [];
  }

  /** Whether nothing of the value rests on what is not known; remarked on where it does. */
  isKnown(): boolean {
    return typeof this.value !== 'string' || this.part(this.value) !== undefined;
  }
}
