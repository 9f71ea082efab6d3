import { parseTarget } from '../foundations/images/index.ts';

/** The name that an image has in an engine, of a target that names the engine too (`docker:app:1`): what a person would call it. Undefined for any other. */
export function nameInEngine(target: string): string | undefined {
  try {
    const { scheme, rest } = parseTarget(target);
    return scheme === 'docker' || scheme === 'podman' || scheme === 'containerd' ? rest : undefined;
  } catch {
    // The scheme of another tool.
    return undefined;
  }
}
