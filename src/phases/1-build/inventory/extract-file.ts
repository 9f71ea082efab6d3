import { asSeaworthyError, type Problem, type SeaworthyError, whatAndWhy } from '../../../core/index.ts';
import { type ByteSource, wholeOf } from '../../../foundations/formats/index.ts';
import type { Extraction, Extractor } from '../ecosystems/index.ts';

/** One extractor on one file. What it could not understand goes to `onProblem`; nothing comes back when it failed. */
export function extractFile(
  extractor: Extractor,
  path: string,
  body: ByteSource,
  where: string,
  onProblem: (problem: Problem) => void,
): Extraction | undefined {
  const place = `/${path} in ${where}`;
  try {
    const extraction = extractor.extractFrom?.(path, body) ?? extractor.extract(path, wholeOf(body));
    const tell = (message: string, incomplete: boolean): void =>
      onProblem({ code: 'E_FORMAT', message, where: place, part: extractor.id, incomplete });
    for (const message of extraction.problems) tell(message, true);
    for (const message of extraction.notes ?? []) tell(message, false);
    return extraction;
  } catch (cause) {
    const error = asSeaworthyError(cause, 'E_INTERNAL', `the ${extractor.id} extractor failed`);
    onProblem(problemOf(error, place, extractor.id));
    return undefined;
  }
}

/** That a file of the kind is larger than is read of it. */
export function tooLarge(
  { id, maxBytes }: { readonly id: string; readonly maxBytes: number },
  size: number,
  where: string,
): Problem {
  const message = `${size} bytes are more than the ${maxBytes} that are read of such a file`;
  return { code: 'E_LIMIT', message, where, part: id, incomplete: true };
}

/** An error as a line of the coverage. */
export function problemOf(error: SeaworthyError, where: string, part: string): Problem {
  return { code: error.code, message: whatAndWhy(error), where, part, incomplete: true };
}
