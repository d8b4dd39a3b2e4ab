// Accounts at a real mail server and at a real operator, and what these were given for an address or a number.
import { inject } from "vitest";
import { askServers } from "../drivers/counterparts";
import { createAccount } from "../providers/accounts/accounts";
import type { World } from "../support/world";

const { smtp, smpp } = inject("servers");

interface Mail {
	to: string[];
	subject: string;
	text: string;
	/** With its headers, as it came. */
	raw: string;
}

/** From now on e-mails and text messages of the world go there. */
export async function useServers(world: World) {
	const fromAddress = "no-reply@tessera.test";
	await createAccount(world, {
		driver: "smtp",
		config: { host: "localhost", port: smtp.startTls, security: "STARTTLS", fromAddress, userName: "tessera" },
		secrets: { password: "pässword" },
	});
	const systemId = `t${crypto.randomUUID().replaceAll("-", "")}`.slice(0, 15);
	const config = { host: "localhost", transmitterPort: smpp.plain, tls: false, systemId, systemType: "OTP" };
	await createAccount(world, {
		driver: "smpp",
		config: { ...config, senderAddress: "Tessera" },
		secrets: { transmitterPassword: "secret12" },
	});
	return {
		mailsTo: (to: string): Promise<Mail[]> => askServers("/mails", { to }),
		/** The texts of all messages, with their parts put together. */
		async smsTo(number: string): Promise<string> {
			const submits: { destination_addr: string; text: string }[] = await askServers("/smpp/submits", { systemId });
			return submits.flatMap((one) => (one.destination_addr === number.slice(1) ? [one.text] : [])).join("");
		},
	};
}
