import type { Setting } from '../../../../foundations/formats/index.ts';
import type { RuleCheck } from '../gate.ts';
import type { GateSchema } from '../settings/schema-parts.ts';
import type { GateSources } from '../settings/signers.ts';

/** A kind of rule: one key of the gate file, how its setting is read, and how it judges. */
export interface RuleKind {
  /** The key under which the setting of such a rule stands. */
  readonly key: string;
  /** What it asks, in one line. */
  readonly title: string;
  /** A setting in YAML, as an example. */
  readonly example: string;
  /** JSON Schema of the setting, for editors: what `read` takes, as far as a schema can say it. */
  readonly schema: GateSchema;
  /** Faults are complaints of the setting; the check is then not used. */
  read(setting: Setting, sources: GateSources): RuleCheck;
}
