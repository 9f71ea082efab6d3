/** Thrown inside an expansion, and turned into `error` at its door. */
export class ExpansionError extends Error {}
