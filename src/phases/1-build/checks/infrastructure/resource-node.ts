import { isObject } from '../../../../foundations/formats/index.ts';
import { OpenNode } from '../open-node.ts';
import { unknownMark } from '../unknown-mark.ts';

/** Names without what tells the forms of tools apart: `ScanOnPush`, `scan_on_push` and `scanOnPush` are one. */
const plainName = (name: string): string => name.toLowerCase().replaceAll('_', '');

/** A value of a resource, whose members go by the same names in CloudFormation, Terraform and the API of the cloud. */
export class ResourceNode extends OpenNode {
  /** The member; of a list, which is how Terraform writes a block, the member of its first item. */
  override get(name: string): this {
    if (Array.isArray(this.value)) return this.below(this.value[0], 0).get(name);
    const wanted = plainName(name);
    const own = isObject(this.value) ? Object.keys(this.value).find((one) => plainName(one) === wanted) : undefined;
    // What is inside of a value that nobody knows is not known either: it is never told as not set.
    return this.isKnown() ? super.get(own ?? name) : this.below(unknownMark, name);
  }
}
