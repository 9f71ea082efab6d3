import type { Flag, ListFlag, MapFlag, SwitchFlag, ValueFlag } from '../catalogue/flag.ts';

/** The places a setting can come from, the strongest first. */
export const originKinds = ['flag', 'environment', 'project file', 'user file', 'default'] as const;

export type OriginKind = (typeof originKinds)[number];

/** One value as it was written somewhere. For a switch the text is `true` or `false`; `key` only for a map. */
export interface ValueReading {
  readonly text: string;
  readonly key?: string;
  /** `--timeout`, `SEAWORTHY_TIMEOUT`, `seaworthy.yaml:3`. */
  readonly where: string;
}

/** What one place says. */
export interface ValueLayer {
  readonly kind: OriginKind;
  readonly readings: ReadonlyMap<Flag, readonly ValueReading[]>;
}

/** A setting with its origin. */
export interface SettingValue {
  readonly flag: Flag;
  readonly value: unknown;
  readonly origin: OriginKind;
  readonly readings: readonly ValueReading[];
}

/** All settings of one command. */
export class Values {
  readonly #settings: ReadonlyMap<Flag, SettingValue>;

  readonly #beneath: () => Values;

  /** `beneath` makes what holds without the command line. */
  constructor(settings: readonly SettingValue[], beneath: () => Values) {
    this.#beneath = beneath;
    this.#settings = new Map(settings.map((setting) => [setting.flag, setting]));
  }

  get all(): readonly SettingValue[] {
    return [...this.#settings.values()];
  }

  /** What the setting would be without the command line. */
  beneathCommandLine(flag: Flag): SettingValue | undefined {
    return this.#beneath().#settings.get(flag);
  }

  /** Whether a switch is on. */
  on(flag: SwitchFlag): boolean {
    return this.#settings.get(flag)?.value === true;
  }

  /** The value, or undefined when none was given and there is no default. */
  value<T>(flag: ValueFlag<T>): T | undefined {
    // The value was made by this flag's own type: see `resolve`.
    return this.#settings.get(flag)?.value as T | undefined;
  }

  list<T>(flag: ListFlag<T>): readonly T[] {
    return (this.#settings.get(flag)?.value ?? []) as readonly T[];
  }

  map<T>(flag: MapFlag<T>): ReadonlyMap<string, T> {
    return (this.#settings.get(flag)?.value ?? new Map()) as ReadonlyMap<string, T>;
  }
}
