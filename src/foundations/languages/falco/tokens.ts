/** The words of the language (libs, `userspace/libsinsp/filter/parser.h`), to be matched where a cursor stands. */
export const identifier = /[a-zA-Z][a-zA-Z0-9_]*/y;
export const fieldName = /[a-zA-Z][a-zA-Z0-9_]*(?:\.[a-zA-Z][a-zA-Z0-9_]*)+/y;
export const bareArgument = /[^\]["'\s]+/y;
export const hexNumber = /0[xX][0-9a-zA-Z]+/y;
export const number = /[+-]?[0-9]+\.?[0-9]*(?:[eE][+-][0-9]+)?/y;
export const bareText = /[^()"'\s=,]+/y;
export const notBlank = /not[ \t\b\r\n\f\v]+/y;
