/** What a part must have to do its work; it is refused, visibly, where that is not given. */
export type Need = 'network' | 'root' | 'live-system';

/** What extractors, feeds, checks, sensors and report formats have in common. */
export interface Plugin {
  /** Kebab-case, unique in its registry, the name of its folder. */
  readonly id: string;
  /** Raised whenever the same input would give another answer: it is part of every cache key. */
  readonly version: number;
  /** One line for people. */
  readonly title: string;
  readonly needs: readonly Need[];
}
