import { dirname, sep } from 'node:path';
import { type Problem, SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { isAboutContainers } from '../../phases/1-build/checks/index.ts';
import type { SourceCandidate } from './find-sources.ts';

/** Larger ones are not searched: they may be about anything. */
const maxBytes = 4 * 1024 * 1024;
/** What to do instead. */
const judgeThePlan = 'judge the plan, `terraform plan -out=FILE` and `terraform show -json FILE > plan.json`';

/**
 * That sources of Terraform are not read: what they make is known to a plan alone. A gap where they name a resource that is judged in plans, or take in modules,
 * unless a plan in the same folder or above it was judged. Throws `E_WRONG_KIND` for one that was named.
 */
export function tellTerraform(sources: readonly SourceCandidate[], plans: readonly string[]): readonly Problem[] {
  const named = sources.find((one) => one.named);
  if (named !== undefined)
    throw new SeaworthyError('E_WRONG_KIND', 'a source of Terraform, which is not read', {
      where: named.path,
      next: `${judgeThePlan.replace('judge', 'Judge')}.`,
    });
  const planned = plans.map((path) => dirname(path));
  const isPlanned = ({ path }: SourceCandidate): boolean =>
    planned.some((folder) => folder === '.' || path.startsWith(folder + sep));
  const open = sources.filter((one) => !isPlanned(one) && mayMakeContainers(one.path));
  const others = sources.length - open.length;
  return [
    ...(open.length === 0 ? [] : [told(open, true)]),
    ...(others === 0
      ? []
      : [
          told(
            sources.filter((one) => !open.includes(one)),
            false,
          ),
        ]),
  ];
}

function told(sources: readonly SourceCandidate[], incomplete: boolean): Problem {
  const [first] = sources;
  const files = sources.length === 1 ? '1 source of Terraform' : `${sources.length} sources of Terraform`;
  const what = incomplete ? ', with modules, registries, clusters or what runs containers' : '';
  const code = incomplete ? 'E_INCOMPLETE' : 'E_FORMAT';
  const message = `${files} not read${what}: ${judgeThePlan}`;
  return { code, message, where: first?.path ?? '', part: 'infrastructure', incomplete };
}

/** Whether a resource or a module is named that may have to do with containers; of a file that cannot be read nobody knows. */
function mayMakeContainers(path: string): boolean {
  try {
    const text = Buffer.from(readFileBytes(path, maxBytes) ?? []).toString();
    if (/\bmodule["\s]+[\w-]+|"module"\s*:/.test(text)) return true;
    return [...text.matchAll(/\b[a-z]+_[a-z\d_]+\b/g)].some(([word]) => isAboutContainers(word));
  } catch {
    return true;
  }
}
