import { count } from '../../../core/index.ts';
import type { listChecks } from '../../../flows/index.ts';
import { code, notice, table } from './markdown.ts';

type Listed = Awaited<ReturnType<typeof listChecks>>;

/** `docs/checks.md`. */
export function checksPage(checks: Listed): string {
  const historyText = checks.flatMap(({ id, inHistory }) => (inHistory ? [code(id)] : [])).join(', ');
  const families = [...Map.groupBy(checks, ({ of }) => of)].map(([of, own]) => {
    const rows = own.map(({ id, severity, optional, title, mends = '', aliases, frameworks }) => [
      code(id),
      optional ? `${severity}, optional` : severity,
      title,
      mends,
      aliases.map(code).join(' '),
      frameworks.map(({ framework, control }) => `${framework} ${control}`).join(', '),
    ]);
    return `## Checks of ${of}\n\n${count(own.length, 'check')}.\n\n${table(['Check', 'Severity', 'What is wrong', '`--fix` writes', 'Elsewhere', 'Controls'], rows)}`;
  });
  return `${notice}# Checks

\`seaworthy lint PATH\` judges Dockerfiles, Compose files, Kubernetes manifests, what templates and plans say of containers, and configurations of images by these; \`seaworthy checks show ID\` tells why, what to do, and shows an example that breaks a check and one that keeps it. \`seaworthy scan IMAGE\` judges an image by the checks of images, and what its history says was run by those of Dockerfiles that hold of it (${historyText}): their findings count for \`--fail-on\` and a gate by their severity, as those of every other kind do. Ignore comments and \`checks show\` know a check by each of its names. Optional ones are off unless \`--enable ID\` (or \`all\`) switches them on; \`--disable ID\` switches one off, which the report tells. \`lint --fix\` writes what the column says where that is certain, \`--fix-also ID\` also where a program may notice it. Checks of pods are what a gate asks by \`pod-security\`.

${families.join('\n')}`;
}
