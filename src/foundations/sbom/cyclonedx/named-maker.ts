import { defined } from '../../../core/index.ts';
import type { NamedMaker } from '../producer.ts';

/** Members `manufacturer` (an organisation) and `authors` (people), which the document and what it is about have both. */
export interface MadeBy {
  readonly manufacturer?: {
    readonly name: string;
    readonly url?: readonly string[];
    readonly contact?: readonly { readonly email: string }[];
  };
  readonly authors?: readonly { readonly name: string; readonly email?: string }[];
}

export function madeBy(maker: NamedMaker | undefined): MadeBy {
  if (maker === undefined) return {};
  const { name, email, url, isPerson } = maker;
  if (isPerson === true) return { authors: [{ name, ...defined({ email }) }] };
  return {
    manufacturer: {
      name,
      ...(url === undefined ? {} : { url: [url] }),
      ...(email === undefined ? {} : { contact: [{ email }] }),
    },
  };
}
