import type { Example } from '../../example.ts';

/** As `R CMD INSTALL` leaves it, shortened. */
const description = `Package: lantern.r
Version: 1.8-4
Title: Light
Authors@R: person("A", "Lamp",
    role = c("aut", "cre"))
Depends: R (>= 4.0.0), methods
Imports: wick (>= 1.0), utils
Suggests: testthat
License: GPL (>= 2) | MIT + file LICENSE
RemoteType: github
NeedsCompilation: no
Built: R 4.2.2; ; 2024-01-20 18:24:19 UTC; unix
`;

export const example: Example = {
  path: 'usr/local/lib/R/site-library/lantern.r/DESCRIPTION',
  bytes: new TextEncoder().encode(description),
  packages: ['lantern.r@1.8-4'],
};
