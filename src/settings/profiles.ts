// Files that an administrator may import: values of the reference that ours are better than. PURE.

const northAmericanNumber = String.raw`\\D?(\\d{3})\\D?\\D?(\\d{3})\\D?(\\d{4})`;

const field = "bharosa.uio.default.userinfo.inputs.enum";

/**
 * The expressions and lengths with which the reference begins, in the notation of its files. They take numbers of North
 * America, and addresses with two parts behind the sign whose last one has two or three letters.
 */
const referenceFields = `# Expressions and lengths of the reference for contact data
${field}.mobile.regex=${northAmericanNumber}
${field}.mobile.maxlength=15
${field}.phone.regex=${northAmericanNumber}
${field}.phone.maxlength=15
${field}.email.regex=.+@[a-zA-Z_]+?${String.raw`\\.`}[a-zA-Z]{2,3}
${field}.email.maxlength=40
${field}.im.maxlength=15
`;

export const profiles = { "reference-fields": referenceFields } as const;
