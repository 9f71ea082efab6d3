import { createHash } from 'node:crypto';
import { type ReadBeside, readGitleaksRules } from './gitleaks-rules.ts';
import { readSecretlintRules } from './secretlint-rules.ts';
import { readTrivyRules } from './trivy-rules.ts';
import type { RuleSet } from './user-rule.ts';

/**
 * Rules of a file in one of the forms that are read: the TOML of gitleaks and betterleaks, the YAML of Trivy, the JSON of secretlint. A name that ends in `.toml`, `.yaml` or
 * `.yml` decides, else what stands in it. Throws `E_FORMAT` or `E_LIMIT`.
 */
export async function readSecretRules(bytes: Uint8Array, name: string, beside: ReadBeside): Promise<RuleSet> {
  const isToml = /\.toml$/i.test(name) || (!/\.(?:ya?ml|json)$/i.test(name) && !isJson(bytes) && looksLikeToml(bytes));
  const hash = createHash('sha256').update(bytes);
  const read: ReadBeside = (path) => {
    const more = beside(path);
    if (more !== undefined) hash.update(more);
    return more;
  };
  const rules = await (isToml
    ? readGitleaksRules(bytes, name, read)
    : isJson(bytes)
      ? readSecretlintRules(bytes, name)
      : readTrivyRules(bytes, name));
  return { ...rules, digest: hash.digest('hex') };
}

const isJson = (bytes: Uint8Array): boolean => /^\s*\{/.test(Buffer.from(bytes.subarray(0, 1_024)).toString('latin1'));

const looksLikeToml = (bytes: Uint8Array): boolean =>
  /^\s*(?:\[{1,2}\w|[\w-]+\s*=)/m.test(Buffer.from(bytes.subarray(0, 65_536)).toString('latin1'));
