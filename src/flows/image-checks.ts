import { defined, emptyCoverage, type Finding, type Inventory } from '../core/index.ts';
import type { ImageConfig } from '../foundations/images/index.ts';
import { type JudgedImage, judgeImage } from '../phases/1-build/checks/index.ts';
import type { Looked } from './examine.ts';
import { chooseChecks } from './lint/index.ts';
import type { Settings } from './settings.ts';

/** Checks of images that look, and what is told of the others. */
type WantedChecks = ReturnType<typeof chooseChecks>['image'];

/** The checks by which an image is judged. Throws `E_USAGE` for a name that no check has. */
export const wantedImageChecks = (settings: Settings): WantedChecks => chooseChecks(settings).image;

/** What was looked at of an image. */
interface LookedAt {
  readonly inventory: Inventory;
  /** Absent of what is no image, or was not opened: then nobody looked for what is wrong with one. */
  readonly config: ImageConfig | undefined;
  /** Absent where something was left out of the look. */
  readonly files: Looked['files'];
  /** Those that were found as secrets: each is told once. */
  readonly secrets: readonly Finding[];
}

/** What is wrong with an image by what it says of itself. */
export function judgeByImageChecks(
  { inventory, config, files, secrets }: LookedAt,
  { checks, history, off }: WantedChecks,
  { clock }: Settings,
): JudgedImage {
  const { subject, layers, surface } = inventory;
  if (config === undefined || subject.kind !== 'image') return { findings: [], coverage: emptyCoverage };
  const name = isReference(subject.name) ? subject.name : undefined;
  const { findings, coverage } = judgeImage(
    { config, layers: layers.length, now: clock.now(), ...defined({ name, files, surface }) },
    { checks, historyChecks: history, subject, layers },
  );
  return {
    findings: withoutKnown(findings, secrets),
    coverage: { ...coverage, parts: [...coverage.parts, ...off] },
  };
}

/** Whether an image was asked for by a name of a registry, and not by where it lies. */
const isReference = (name: string): boolean =>
  /^[a-z0-9][\w.:/@-]{0,500}$/.test(name) && !/^(?:oci|docker-archive|dir):|\.tar(?:\.\w+)?$|:\/\//.test(name);

/** A variable whose value the search for secrets knows is that secret, and told by it. */
function withoutKnown(findings: JudgedImage['findings'], secrets: readonly Finding[]): JudgedImage['findings'] {
  const entryOf = ({ location }: Finding): string =>
    location.kind === 'image-config' ? location.entry : location.kind === 'image-file' ? location.path : '';
  const known = Map.groupBy(secrets, entryOf);
  const named = Map.groupBy(findings.filter(isSecretByName), entryOf);
  return findings.filter((one) => {
    if (!isSecretByName(one)) return true;
    const entry = entryOf(one);
    // Of one step the two are not told apart by name: where it has more names than known secrets, each name is told.
    return (known.get(entry)?.length ?? 0) < (named.get(entry)?.length ?? 0);
  });
}

const isSecretByName = ({ id }: Finding): boolean => id === 'image/secret-in-variable' || id === 'image/secret-file';
