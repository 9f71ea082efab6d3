import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles } from '../traces.ts';

export const terraform: Ecosystem = {
  type: 'terraform',
  title: 'Providers and modules of Terraform',
  kind: 'registry',
  traces: [lockFiles('lock files of Terraform', 'terraform', 'image', '.terraform.lock.hcl')],
};
