import type { Command } from '../../command.ts';

export const tour: Command = {
  id: 'tour',
  summary: 'One image’s voyage on this machine, offline, to see what Seaworthy does',
  details:
    'Works on a small image and a small hand-written advisory set that lie in `examples/tour`. Nothing is fetched, and nothing is left behind but two pages in the working folder: the report, `seaworthy-tour.html`, and the voyage, `seaworthy-voyage.html`, which link to each other.',
  examples: [{ command: 'seaworthy tour', does: 'and then open seaworthy-tour.html' }],
  arguments: [],
  flags: [],
  errors: ['E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
