import type { Stage } from '../../../../../foundations/formats/index.ts';
import type { DockerfileCheck } from '../check.ts';
import { plain } from '../helpers.ts';
import { ancestry } from '../view.ts';

const absolute = /^["']?(?:\/|[A-Za-z]:[\\/]|\\)/;

/** Whether a stage that this one builds on has set an absolute directory already. */
function hasAbsolute(stage: Stage | undefined): boolean {
  if (stage === undefined) return false;
  for (const { instructions } of ancestry(stage)) {
    if (instructions.some(({ keyword, text }) => keyword === 'WORKDIR' && absolute.test(text))) return true;
  }
  return false;
}

export const relativeWorkdir: DockerfileCheck = {
  id: 'dockerfile/relative-workdir',
  version: 1,
  title: 'WORKDIR is relative to a directory that the file does not set',
  severity: 'low',
  aliases: ['CKV_DOCKER_10', 'WorkdirRelativePath', 'DL3000', 'AVD-DS-0009'],
  why: 'It continues from the directory of the base image, which may change with its next version; files then land elsewhere.',
  remedy: 'Write the whole path, beginning with a slash.',
  references: ['https://docs.docker.com/reference/build-checks/workdir-relative-path/'],
  violating: ['FROM alpine:3.20\nWORKDIR app\n'],
  clean: ['FROM alpine:3.20\nWORKDIR /srv\nWORKDIR app\n'],
  *look(view) {
    for (const stage of view.file.stages) {
      let anchored = hasAbsolute(stage.base);
      for (const { keyword, text, at } of stage.instructions) {
        if (keyword !== 'WORKDIR') continue;
        // What a leading variable holds may be absolute.
        if (absolute.test(text) || /^["']?\$/.test(text)) anchored = true;
        else if (!anchored) yield { at: at(0), observed: `WORKDIR ${plain(text)}`, expected: 'an absolute path' };
      }
    }
  },
};
