/** What a document says of what it does not list because somebody asked for that: nobody who reads it did. */
export const leftOutText = (why: string): string => `something was left out, ${why}`;
