import type { Mender } from '../../mend.ts';
import type { FieldChange, ManifestBreach } from '../check.ts';
import type { ManifestObject, ManifestView } from '../view.ts';
import { isWritten, setField } from './field-change.ts';

type ManifestMender = Mender<ManifestView, ManifestBreach, FieldChange>;

/** Whether a binding among what is judged gives rights to the account that every pod of the namespace has. */
function hasRights(view: ManifestView, { inNamespace }: ManifestObject): boolean {
  return view.of('RoleBinding', 'ClusterRoleBinding').some((binding) =>
    binding.node
      .get('subjects')
      .items()
      .some((subject) => {
        const name = subject.get('name').text() ?? '';
        if (subject.get('kind').text() === 'Group')
          return name.startsWith('system:serviceaccounts') || name === 'system:authenticated';
        return name === 'default' && (subject.get('namespace').text() ?? binding.inNamespace) === inNamespace;
      }),
  );
}

/** No token of the API in the pod. */
export const withoutToken: ManifestMender = {
  does: '`automountServiceAccountToken: false` for the pod',
  mend(found, view) {
    const { object } = found;
    const spec = object.pod?.spec;
    const account = spec?.get('serviceAccountName').text() ?? spec?.get('serviceAccount').text() ?? 'default';
    const isPlain = account === 'default' && !isWritten(found) && !hasRights(view, object);
    return setField(found.path, false, isPlain ? undefined : 'a program that speaks to the API is refused then');
  },
};

/** No token by default from the account of every pod. */
export const withoutDefaultToken: ManifestMender = {
  does: '`automountServiceAccountToken: false` for the account',
  mend: (found) => setField(found.path, false, 'each pod of the namespace that names no account loses its token'),
};

/** The account in the field of today, beside the old one, which the API keeps equal. */
export const inNewField: ManifestMender = {
  does: '`serviceAccountName` beside the old field',
  mend(found) {
    const name = found.object.pod?.spec.get('serviceAccount').text();
    return name === undefined
      ? { why: 'it names none' }
      : setField([...found.path.slice(0, -1), 'serviceAccountName'], name);
  },
};
