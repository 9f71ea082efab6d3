import type { Writer } from '../writer.ts';
import { cargoToml } from './cargo-toml/index.ts';
import { goMod } from './go-mod/index.ts';
import { packageJson } from './package-json/index.ts';
import { pom } from './pom/index.ts';
import { requirements } from './requirements/index.ts';

/** Every kind of file that can be rewritten. A new one is a folder beside these and a line here. */
export const writers: readonly Writer[] = [requirements, goMod, packageJson, cargoToml, pom];
