/** Of package-lock.json, as far as it is known (docs.npmjs.com, "lockfileVersion"). */
export const newestForm = 3;
