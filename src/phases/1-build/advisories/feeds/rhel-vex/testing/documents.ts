/* VEX files in the form that Red Hat publishes, with what is read of them. */

export interface FixtureProduct {
  readonly id: string;
  readonly cpe?: string;
  readonly purl?: string;
}

/** A component of a product: its id is that of both. */
export interface FixturePlaced {
  readonly id: string;
  readonly component: FixtureProduct;
  readonly whole: FixtureProduct | FixturePlaced;
}

export interface FixtureStatement {
  readonly status: 'fixed' | 'known_affected' | 'known_not_affected' | 'under_investigation';
  readonly product: FixturePlaced;
  readonly remediation?: readonly [category: string, details: string, url?: string];
  readonly impact?: string;
  readonly vector?: readonly [vector: string, score: number];
}

/** A release, or another product: `AppStream-9.4.0.Z.MAIN`. */
export const product = (id: string, cpe: string): FixtureProduct => ({ id, cpe });

/** A package, by what stands behind `pkg:rpm/redhat/`; one without a purl where that is absent. */
export const component = (id: string, purl?: string): FixtureProduct =>
  purl === undefined ? { id } : { id, purl: purl.startsWith('pkg:') ? purl : `pkg:rpm/redhat/${purl}` };

export const inProduct = (whole: FixtureProduct | FixturePlaced, of: FixtureProduct): FixturePlaced => ({
  id: `${whole.id}:${of.id}`,
  component: of,
  whole,
});

const branchOf = ({ id, cpe, purl }: FixtureProduct): object => ({
  category: cpe === undefined ? 'product_version' : 'product_name',
  name: id,
  product: {
    name: id,
    product_id: id,
    product_identification_helper: cpe === undefined ? (purl === undefined ? undefined : { purl }) : { cpe },
  },
});

const isPlaced = (one: FixtureProduct | FixturePlaced): one is FixturePlaced => 'whole' in one;

function parts(placed: FixturePlaced): { readonly products: FixtureProduct[]; readonly relations: FixturePlaced[] } {
  const { component: inner, whole } = placed;
  if (!isPlaced(whole)) return { products: [inner, whole], relations: [placed] };
  const outer = parts(whole);
  return { products: [inner, ...outer.products], relations: [placed, ...outer.relations] };
}

/** A file about one flaw. */
export function flawDocument(cve: string, statements: readonly FixtureStatement[], more: object = {}): object {
  const all = statements.map(({ product: placed }) => parts(placed));
  const products = new Map(all.flatMap(({ products: found }) => found.map((one) => [one.id, one])));
  const relations = new Map(all.flatMap(({ relations: found }) => found.map((one) => [one.id, one])));
  const idsOf = (status: string): string[] =>
    statements.filter((one) => one.status === status).map(({ product: { id } }) => id);
  return {
    document: {
      aggregate_severity: {
        namespace: 'https://access.redhat.com/security/updates/classification/',
        text: 'Important',
      },
      category: 'csaf_vex',
      csaf_version: '2.0',
      lang: 'en',
      publisher: { category: 'vendor', name: 'Red Hat Product Security', namespace: 'https://www.redhat.com' },
      title: 'package: a flaw',
      tracking: {
        current_release_date: '2030-02-03T04:05:06+00:00',
        id: cve,
        initial_release_date: '2030-01-01T00:00:00+00:00',
        status: 'final',
        version: '3',
      },
      ...more,
    },
    product_tree: {
      branches: [{ category: 'vendor', name: 'Red Hat', branches: [...products.values()].map(branchOf) }],
      relationships: [...relations.values()].map(({ id, component: inner, whole }) => ({
        category: 'default_component_of',
        full_product_name: { name: `${inner.id} as a component of ${whole.id}`, product_id: id },
        product_reference: inner.id,
        relates_to_product_reference: whole.id,
      })),
    },
    vulnerabilities: [
      {
        cve,
        notes: [{ category: 'description', text: 'A flaw was found.', title: 'Vulnerability description' }],
        product_status: Object.fromEntries(
          ['fixed', 'known_affected', 'known_not_affected', 'under_investigation'].map((name) => [name, idsOf(name)]),
        ),
        remediations: statements.flatMap(({ product: { id }, remediation }) =>
          remediation === undefined
            ? []
            : [{ category: remediation[0], details: remediation[1], url: remediation[2], product_ids: [id] }],
        ),
        scores: statements.flatMap(({ product: { id }, vector }) =>
          vector === undefined
            ? []
            : [{ cvss_v3: { vectorString: vector[0], baseScore: vector[1], version: '3.1' }, products: [id] }],
        ),
        threats: statements.flatMap(({ product: { id }, impact }) =>
          impact === undefined ? [] : [{ category: 'impact', details: impact, product_ids: [id] }],
        ),
      },
    ],
  };
}
