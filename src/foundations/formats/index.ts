/** Readers of hostile bytes. */
export {};
