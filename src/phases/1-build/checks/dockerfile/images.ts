import type { Instruction, Position } from '../../../../foundations/formats/index.ts';
import { plain } from './helpers.ts';
import type { DockerfileView } from './view.ts';

/** An image from outside the file that a stage builds on. */
export interface BaseImage {
  readonly at: Position;
  /** With the variables of the file expanded. */
  readonly image: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** The images that stages build on: not earlier stages, not the empty image, not names that only the builder knows. */
export function* externalBases(view: DockerfileView): Iterable<BaseImage> {
  for (const { base, resolvedImage, from } of view.file.stages) {
    if (base !== undefined || resolvedImage === undefined || resolvedImage === 'scratch') continue;
    const at = from.words[0]?.at ?? from.start;
    const [name = '', digest] = resolvedImage.split('@', 2);
    const colon = name.lastIndexOf(':');
    // A colon before a slash is that of a port.
    const tag = colon > name.lastIndexOf('/') ? name.slice(colon + 1) : undefined;
    yield { at, image: resolvedImage, tag: tag || undefined, digest };
  }
}

/** What `ADD` or `COPY` takes, without the destination and without here-documents. */
export function sourcesOf(instruction: Instruction): readonly { readonly text: string; readonly at: Position }[] {
  const all =
    instruction.list?.map((text) => ({ text, at: instruction.at(0) })) ??
    instruction.words.map(({ raw, at }) => ({ text: plain(raw), at }));
  // `<<NAME`, or `<< NAME`.
  return all.slice(0, -1).filter(({ text }, i) => !/^\d*<</.test(text) && !/^\d*<<-?$/.test(all[i - 1]?.text ?? ''));
}
