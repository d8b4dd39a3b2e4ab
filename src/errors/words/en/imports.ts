// English: why a file of tokens can't be taken, or one of its tokens. PURE.

export const imports = {
	"import-file-broken-off": "The file ends too early.",
	"import-record-size": "One line or element of the file is larger than {kib} KiB.",
	"pskc-declaration": "The file has declarations, such as a DOCTYPE, which are never read.",
	"pskc-deep": "The elements of the file are nested too deeply.",
	"pskc-derivation": "The password is used in a way that is not known: {name}.",
	"pskc-key-missing": "The file is encrypted. Give its {kind}.",
	"pskc-rounds": "The password is hashed {rounds} times. At most {maximum} times can be made here.",
	"pskc-root": "This is not a PSKC file: it begins with the element {name}.",
	"pskc-xml": "The file is not well-formed XML.",
	"token-algorithm": "The algorithm is not known: {name}.",
	"token-cipher": "The secret is encrypted in a way that is not known: {name}.",
	"token-mac": "The secret's MAC is wrong.",
	"token-mac-missing": "The secret is encrypted without a MAC.",
	"token-pin": "The token's codes contain a PIN.",
	"token-recipient": "The secret is encrypted for the holder of a certificate: {name}.",
	"token-response": "The token's codes are not plain digits.",
	"token-secret-missing": "The token has no secret.",
	"token-unreadable": "The value of {name} can't be read.",
	"token-usage": "The token is not for one-time passwords.",
} as const;
