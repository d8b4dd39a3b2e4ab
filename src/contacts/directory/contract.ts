// What the service of a contact directory gets and answers, for the OpenAPI document. `call.ts` keeps to it.
import * as z from "zod";
import type { Callback } from "../../web/router";
import { DirectoryValue } from "./schema";

const DirectoryQuery = z.object({
	user: z.string().meta({ description: "The user's login", examples: ["ana@example.com"] }),
	key: z.string().meta({
		description:
			"The prefix of contact values and the key of the field. With `:new` behind it, it is a value that waits for its " +
			"proof, beside the one that counts",
		examples: ["otpContactInfo_mobile"],
	}),
});

const shared = { url: "{$request.body#/url}", query: DirectoryQuery, answer: DirectoryValue } as const;

export const directoryCallbacks: readonly Callback[] = [
	{
		...shared,
		method: "GET",
		summary: "Read a value from the contact directory",
		description:
			'`{"value": null}` where there is none, also for a user that the directory doesn\'t know. A value is taken if ' +
			"the field would take it from a person.",
	},
	{
		...shared,
		method: "PUT",
		summary: "Keep a value in the contact directory",
		description:
			"Null erases the value. It comes by night, after a reset and after the user was deleted. The answer is the value " +
			"as it is kept, and equal to the one that was given. A status of 300 to 499 says that nothing was kept. After any " +
			"other answer, or none, nobody knows, and the value doesn't count.",
		body: DirectoryValue,
	},
];
