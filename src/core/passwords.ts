/** `scheme://user:password@`, as far as the last `@` before the path (WHATWG URL); a token may stand in place of the user. */
const inAddress = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)(?!git@)[^\s/?#"'<>`]{1,2000}@/gi;
/** The same without a scheme, before a host. `name:tag@sha256:…` is an image, `mailto:name@host` an address of mail. */
const beforeHost =
  /(?<![\w/.@%-])((?!mailto:|email:)[\w.%+~-]{1,64}:)[^\s/@:"'<>`]{1,200}@(?!sha\d{3}:)(?=[\w.-]{1,253}(?::\d{1,5})?(?:[/\s"'\\,;)\]]|$))/g;

/** The text with the credentials taken out of every address: what is printed or kept travels further than where it was typed. */
export function withoutPasswords(text: string): string {
  return text.includes('@') ? text.replace(inAddress, '$1…@').replace(beforeHost, '$1…@') : text;
}
