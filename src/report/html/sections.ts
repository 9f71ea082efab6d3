import type { Section } from './section.ts';
import { coverageSection } from './sections/coverage.ts';
import { findingsSection } from './sections/findings.ts';
import { firstSection } from './sections/first.ts';
import { layersSection } from './sections/layers.ts';
import { malwareSection } from './sections/malware.ts';
import { packagesSection } from './sections/packages.ts';
import { setAsideSection } from './sections/set-aside.ts';
import { upkeepSection } from './sections/upkeep.ts';

/** The page from top to bottom, below its head. */
export const sections: readonly Section[] = [
  firstSection,
  malwareSection,
  findingsSection,
  upkeepSection,
  layersSection,
  setAsideSection,
  packagesSection,
  coverageSection,
];
