import type { LayerRef } from './layer-ref.ts';

/**
 * One link of the chain from bytes to verdict. A chain reads from top to bottom: file → package → record → comparison → verdict.
 * - `file`: bytes that were read; `layer` says where they came from.
 * - `package`: what the bytes were taken to be.
 * - `record`: what a source of data says; `source` names it.
 * - `comparison`: two values that were compared, and under which rule.
 * - `rule`: a check or policy rule that was applied.
 * - `signature`: a step of a signature check.
 * - `observation`: something seen at run time.
 * - `context`: what else was known (exploited, likely, in use).
 */
export type EvidenceKind =
  | 'file'
  | 'package'
  | 'record'
  | 'comparison'
  | 'rule'
  | 'signature'
  | 'observation'
  | 'context';

/** Why a finding or a decision holds. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** One plain sentence. */
  readonly statement: string;
  /** The value that was seen, and the one the rule asks for, where there are such. */
  readonly observed?: string;
  readonly expected?: string;
  /** Data source, file or address the statement rests on. */
  readonly source?: string;
  readonly layer?: LayerRef;
}
