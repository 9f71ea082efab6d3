import type { Instruction, Position } from '../../../../foundations/formats/index.ts';
import type { DockerfileView } from './view.ts';

/** An image from outside the file that a stage builds on. */
export interface BaseImage {
  readonly at: Position;
  /** With the variables of the file expanded; `${NAME}` where one has no value. */
  readonly image: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** The images that stages build on: not earlier stages, not the empty image, not names that only the builder knows. */
export function* externalBases(view: DockerfileView): Iterable<BaseImage> {
  for (const { base, knownImage, from } of view.file.stages) {
    if (base !== undefined || knownImage === '' || knownImage === 'scratch') continue;
    const at = from.words[0]?.at ?? from.start;
    const [name = '', digest] = knownImage.split('@', 2);
    const colon = name.lastIndexOf(':');
    // A colon before a slash is that of a port.
    const tag = colon > name.lastIndexOf('/') ? name.slice(colon + 1) : undefined;
    // What is not known at the end may be a tag or a digest: `$IMAGE`, `alpine$SUFFIX`, `alpine:$TAG`.
    if (digest === undefined && /\$\{[^{}]*\}$/.test(name)) continue;
    yield { at, image: knownImage, tag: tag || undefined, digest };
  }
}

/** A source of `ADD` or `COPY`, as far as it is known. */
export interface Source {
  readonly text: string;
  readonly at: Position;
  /** Whether it begins, or ends, with what is not known. */
  readonly begins: 'known' | 'unknown';
  readonly ends: 'known' | 'unknown';
}

/** What `ADD` or `COPY` takes, without the destination and without here-documents. */
export function sourcesOf(view: DockerfileView, instruction: Instruction): readonly Source[] {
  const { list, words } = instruction;
  // `<<NAME`, or `<< NAME`.
  const isDocument = (index: number): boolean =>
    list === undefined && (/^\d*<</.test(words[index]?.raw ?? '') || /^\d*<<-?$/.test(words[index - 1]?.raw ?? ''));
  return view
    .valuesOf(instruction)
    .slice(0, -1)
    .filter((_, index) => !isDocument(index))
    .map(({ text, at }) => ({
      text,
      at,
      begins: text === '' || /^\$\{[^{}]*\}/.test(text) ? 'unknown' : 'known',
      ends: text === '' || /\$\{[^{}]*\}$/.test(text) ? 'unknown' : 'known',
    }));
}
