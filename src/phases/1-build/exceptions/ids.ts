import type { Finding } from '../../../core/index.ts';

/**
 * One spelling of ids that mean the same: without regard to case, and a check of Trivy's by whichever of its names (DS002, then AVD-DS-0002, then
 * DS-0002; KSV017).
 */
export function idForm(id: string): string {
  const lower = id.trim().toLowerCase();
  const bare = lower.startsWith('avd-') ? lower.slice('avd-'.length) : lower;
  const [, family, number] = /^(ds|ksv)-?0?(\d{1,4})$/.exec(bare) ?? [];
  return number === undefined ? bare : `${family}-${number.padStart(4, '0')}`;
}

/** Every id that a finding answers to; checks and secrets also without the family before the slash. */
export function idsOf({ id, aliases }: Finding): readonly string[] {
  const slash = id.indexOf('/');
  const short = slash < 0 ? [] : [id.slice(slash + 1)];
  return [...new Set([id, ...short, ...aliases].map(idForm))];
}
