import type { Example } from '../../example.ts';

const lock = {
  R: { Version: '4.3.2', Repositories: [{ Name: 'CRAN', URL: 'https://cloud.r-project.org' }] },
  Packages: {
    BH: { Package: 'BH', Version: '1.84.0-0', Source: 'Repository', Repository: 'CRAN' },
    dplyr: { Package: 'dplyr', Version: '1.1.4', Source: 'Repository', Repository: 'CRAN', Requirements: ['R', 'BH'] },
    limma: { Package: 'limma', Version: '3.58.1', Source: 'Bioconductor' },
  },
};

export const example: Example = {
  path: 'shop/renv.lock',
  bytes: new TextEncoder().encode(JSON.stringify(lock)),
  packages: ['BH@1.84.0-0', 'dplyr@1.1.4', 'limma@3.58.1'],
};
