import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const bazel: Ecosystem = {
  type: 'bazel',
  title: 'Modules of Bazel',
  kind: 'registry',
  traces: [lockFiles('lock files of Bazel', 'bazel', 'image', 'MODULE.bazel.lock')],
};
