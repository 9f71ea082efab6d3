import type { Example } from '../example.ts';

const scores = `#model_version:v2030.01.01,score_date:2030-01-02T00:00:00+0000
cve,epss,percentile
CVE-2030-0001,0.97505,0.99991
CVE-2030-0002,0.00043,0.08800
`;

export const example: Example = {
  partition: 'epss',
  files: [{ path: 'epss_scores-current.csv.gz', content: scores }],
  records: ['CVE-2030-0001', 'CVE-2030-0002'],
};
