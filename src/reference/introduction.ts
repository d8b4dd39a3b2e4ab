// What a reader should know before the first call. It is Markdown, and the description of the OpenAPI document. PURE.

export const introduction = `
Tessera issues and verifies one-time passcodes. Its management API has the paths and shapes of Okta's, so a client that
was written for Okta, its official SDKs among them, works here once it has another address and token.

Every request carries an API token, in the header \`Authorization: SSWS {token}\`. A token has one role, and each
operation names the roles that may call it:

- \`SOURCE\`: another system that tells what became of codes that were sent for it, and nothing more
- \`VERIFIER\`: an application that checks codes, and nothing more
- \`HELP_DESK\`: looks users up and helps them when they are stuck
- \`READ_ONLY\`: sees everything and changes nothing
- \`ADMINISTRATOR\`: everything

Requests and answers are JSON, and times are ISO 8601 in UTC, with milliseconds.

Lists come in pages. The \`Link\` header of each page has the address of the following one, marked \`rel="next"\`; a page
without it is the last. Follow the address as it is, since its cursor may look different tomorrow.

Every answer has an \`X-Okta-Request-Id\`. The System Log has the same id, so one leads to the other.
`.trim();
