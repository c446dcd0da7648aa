/** Last words of a company name that say how it is incorporated, not what it is called. Folded, without dots. */
export const legalForms: ReadonlySet<string> = new Set(
  [
    'ag gmbh ggmbh mbh kg kgaa ohg gbr ug se eg ev ek haftungsbeschrankt',
    'ltd limited plc llp lp llc inc incorporated corp corporation co company pty pte pvt',
    'sa sarl sas sasu sci snc spa srl srls sapa sl slu sau cv',
    'bv nv vof bvba sprl asbl',
    'oy oyj ab as asa aps hf ehf is',
    'sro doo dd kft zrt nyrt',
    'lda ltda eirl sc',
    'kk gk yk',
    'ooo oao zao pao sia uab ou',
  ].flatMap((line) => line.split(' ')),
);

/** Written against the name without a space, before or after it. */
export const attachedLegalForms =
  /株式会社|有限会社|合同会社|合資会社|㈱|\(株\)|\(有\)|有限公司|股份有限公司/g;

/** Written in several words at the end of a name. */
export const phrasedLegalForms = /(?<=\s)(?:sp\.?\s*z\s*o\.?\s?o\.?|s\.?a\.?\s+de\s+c\.?v\.?)\s*$/;

/** Join words of names: "Sons & Daughters" is "Sons and Daughters". */
export const connectors: ReadonlySet<string> = new Set([
  'and',
  'und',
  'et',
  'e',
  'y',
  'i',
  'og',
  'och',
  'en',
  'the',
]);
