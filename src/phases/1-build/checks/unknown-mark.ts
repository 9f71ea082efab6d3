/** Stands in a text for what is not known: a character that no file has reason to hold. */
export const unknownMark = '\ufffc';
