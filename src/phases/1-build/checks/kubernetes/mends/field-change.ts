import type { FieldPath, WrittenValue } from '../../../../../foundations/formats/index.ts';
import type { ContainerView } from '../../../../../foundations/kubernetes/index.ts';
import type { Mend } from '../../mend.ts';
import type { FieldChange, ManifestBreach } from '../check.ts';

/** One field set; `asked` says what may be noticed. */
export const setField = (path: FieldPath, value: WrittenValue, asked?: string): Mend<FieldChange> => {
  const changes = [{ path, value }] as const;
  return asked === undefined ? { changes } : { changes, asked };
};

const isBelow = (path: FieldPath, above: FieldPath): boolean => above.every((step, index) => path[index] === step);

/** The container whose field a breach is about. */
export const containerOf = ({ object, path }: ManifestBreach): ContainerView | undefined =>
  object.pod?.containers.find(({ node }) => isBelow(path, node.path));

/** Whether somebody has written something there already. */
export const isWritten = ({ observed }: ManifestBreach): boolean => observed !== 'not set';
