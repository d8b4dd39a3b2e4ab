// Contact data on the wire: masked, because whoever needs a whole number or address gets it another way.
import * as z from "zod";

export const ContactQuery = z.object({
	application: z.string().min(1).max(40).optional().meta({
		description: "Id of the application whose fields are meant. Left out: the fields of the default",
	}),
});
export type ContactQuery = z.output<typeof ContactQuery>;

export const ContactView = z
	.object({
		field: z.string().meta({ description: "Key of the field", examples: ["mobile"] }),
		kind: z.enum(["PHONE", "EMAIL", "IM", "CHECK", "TEXT"]),
		value: z.string().meta({ description: "Masked", examples: ["+8190******78"] }),
		status: z.enum(["REGISTERED", "WAITING"]).meta({
			description: "WAITING: nobody has proven yet whose it is, so nothing is sent there but the code of the proof",
		}),
		textVersion: z.string().nullable().meta({
			description: "SHA-256 of the texts that the user accepted by a check box",
		}),
		lastUpdated: z.iso.datetime(),
	})
	.meta({ id: "Contact" });
export type ContactView = z.output<typeof ContactView>;
