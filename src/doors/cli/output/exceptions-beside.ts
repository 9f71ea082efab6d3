import { output } from '../catalogue/index.ts';
import type { Context } from '../command.ts';

/**
 * Says that files of exceptions lie in the working folder and that nobody reads them for that. What is judged is often what lies there, and its own file must not
 * silence it unasked; who comes from a tool that reads them is told the word for it.
 */
export async function tellExceptionsBeside({ flows, host, log, values }: Context): Promise<void> {
  if (values.list(output.exceptions).length > 0) return;
  const [first, ...more] = await (await flows()).exceptionFilesIn(host.workingFolder);
  if (first === undefined) return;
  log.note(
    `not read, since whoever wrote it may be who is judged: ${[first, ...more].join(', ')}; --exceptions ${first} sets aside what it says`,
  );
}
