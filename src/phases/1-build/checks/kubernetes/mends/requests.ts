import type { Mender } from '../../mend.ts';
import type { FieldChange, ManifestBreach } from '../check.ts';
import type { ManifestView } from '../view.ts';
import { containerOf, setField } from './field-change.ts';

/** What a container that says nothing is taken to need: enough for a small service, and little to keep free. */
export const defaultRequests = { cpu: '100m', memory: '128Mi' } as const;

/** A request: as much as the limit, which Kubernetes takes for it anyway, or a default that is told. */
export const withRequest = (name: 'cpu' | 'memory'): Mender<ManifestView, ManifestBreach, FieldChange> => ({
  does: `\`resources.requests.${name}\`: as much as the limit, else ${defaultRequests[name]}`,
  mend(found) {
    const limit = containerOf(found)?.node.at('resources', 'limits', name).value;
    const value = typeof limit === 'string' || typeof limit === 'number' ? limit : defaultRequests[name];
    return setField(found.path, value);
  },
});
