import type { ListFlag, ValueFlag } from './flag.ts';
import type { ProjectRule } from './project.ts';
import { choice, maker } from './value-types.ts';

export const catalogue: ListFlag<'cisa-2026' | 'bsi-tr-03183-2'> = {
  form: 'list',
  name: 'catalogue',
  category: 'judgement',
  common: true,
  type: choice('CATALOGUE', ['cisa-2026', 'bsi-tr-03183-2']),
  separator: ',',
  help: 'Hold it against this catalogue of requirements',
  details: 'May be given several times.',
  defaultMeans: 'every catalogue there is',
};

const answers: ProjectRule = { may: 'nothing', why: 'it decides who answers for what you publish' };

export const author: ValueFlag<ReturnType<typeof maker.parse>> = {
  form: 'value',
  name: 'sbom-author',
  category: 'output',
  type: maker,
  help: 'Who makes the bill of materials, for documents that say so',
  details:
    'An organisation, or a person: `Person: Mara Lind <mara@shop.example>`. CISA’s minimum elements ask for the author and BSI TR-03183-2 for an address of it; the program itself is named as the tool, for it is neither. Nobody checks what is given.',
  env: 'SEAWORTHY_SBOM_AUTHOR',
  config: 'sbom-author',
  project: answers,
};

export const producer: ValueFlag<ReturnType<typeof maker.parse>> = {
  form: 'value',
  name: 'sbom-producer',
  category: 'output',
  type: maker,
  help: 'Who made what the bill of materials is about, for documents that say so',
  details: 'As `--sbom-author`, of the image or folder itself. Who made the packages in it, their own records say.',
  env: 'SEAWORTHY_SBOM_PRODUCER',
  config: 'sbom-producer',
  project: answers,
};
