/** Findings and decisions in every output format. */
export {};
