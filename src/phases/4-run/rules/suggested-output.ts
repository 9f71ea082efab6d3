/**
 * Fields that Falco's own configuration adds to the output of every rule of a source (`append_output`, `suggested_output`): where something happened, which
 * rules leave to it. Each is told as `container_id=%container.id`, and only where the rule does not tell it itself.
 */
const suggested: Readonly<Record<string, readonly string[]>> = {
  syscall: [
    'container.id',
    'container.name',
    'container.image.repository',
    'container.image.tag',
    'k8s.pod.name',
    'k8s.ns.name',
  ],
};

/** What is added to an output of a rule of the source; empty where there is nothing to add. */
export function suggestedOutput(source: string, output: string): string {
  return (suggested[source] ?? [])
    .filter((field) => !new RegExp(`%\\d*${field.replaceAll('.', '\\.')}(?![\\w.])`).test(output))
    .map((field) => `${field.replaceAll('.', '_')}=%${field}`)
    .join(' ');
}
