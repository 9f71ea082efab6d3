import type { Example } from '../../example.ts';

const lock = `PODS:
  - Alamofire (5.9.1)
  - Mine (0.1.0):
    - Alamofire (~> 5.9)
    - SDWebImage/Core
  - SDWebImage/Core (5.19.0)

DEPENDENCIES:
  - Mine (from \`../Mine\`)

EXTERNAL SOURCES:
  Mine:
    :path: "../Mine"

COCOAPODS: 1.15.2
`;

export const example: Example = {
  path: 'shop/Podfile.lock',
  bytes: new TextEncoder().encode(lock),
  packages: ['Alamofire@5.9.1', 'Mine@0.1.0', 'SDWebImage/Core@5.19.0'],
};
