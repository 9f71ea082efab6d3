/** What extractors, feeds, checks, sensors and report formats have in common. Most are pure functions over what they are handed, and need nothing else. */
export interface Plugin {
  /** Kebab-case, unique in its registry, the name of its folder. */
  readonly id: string;
  /** Raised whenever the same input would give another answer: it is part of every cache key. */
  readonly version: number;
  /** One line for people. */
  readonly title: string;
}

/** What a part must have to do its work; it is refused, visibly, where that is not given. */
export type Need = 'network' | 'root' | 'live-system';

/** A plug-in that reaches out of what it is handed, and says by what. */
export interface NeedyPlugin extends Plugin {
  readonly needs: readonly [Need, ...Need[]];
}

/** What a plug-in needs and is not given: empty when it may do its work. */
export function unmetNeeds({ needs }: Pick<NeedyPlugin, 'needs'>, given: ReadonlySet<Need>): readonly Need[] {
  return needs.filter((need) => !given.has(need));
}
