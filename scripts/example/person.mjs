// A person who can be asked for a code by e-mail: registers an address in a transaction, as a person does on a page.

/** Who can be told what to register, and what is answered there. Codes come from the inbox of a developer's server. */
const phrase = "quiet otter";

/**
 * Registers the address of somebody who has nothing yet to be confirmed by. Whoever has something stays as they are.
 * @param asApplication `(method, path, body, headers)`, with a token of an application that sends codes by e-mail
 * @param readCode promise of the newest code that went to the address
 */
export async function registerAddress(asApplication, { user, email }, readCode) {
	const path = "/api/v1/transactions";
	const { handle, transaction } = await asApplication("POST", path, {
		user,
		checkpoint: "POST_AUTHENTICATION",
		client: { deviceToken: crypto.randomUUID() },
	});
	const take = (name, body) =>
		asApplication("POST", `${path}/${transaction.id}/${name}`, body, { "transaction-handle": handle });
	if (transaction.status !== "REGISTER") return void (await take("cancel"));
	await take("contacts", { contacts: { email } });
	await take("proof", { field: "email" });
	await take("proof/answer", { field: "email", answer: await readCode() });
	const { menus } = await take("phrase", { phrase });
	const answers = menus.map(([{ question }], index) => ({ question, answer: `answer ${index + 1}` }));
	await take("questions", { answers });
}
