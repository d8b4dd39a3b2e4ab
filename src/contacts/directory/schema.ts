// The HTTP directory at the door, and the contract that its service has to keep.
import * as z from "zod";
import { headerName, headerSecret } from "../../web/header-fields";

export const ContactDirectoryInput = z.strictObject({
	url: z.string().meta({
		description: "Where requests go: https, a public host, at most 1,024 characters, no query and no user name",
		examples: ["https://directory.example.com/contacts"],
	}),
	authHeader: headerName.meta({
		description: "Name of the header that carries the secret",
		examples: ["Authorization"],
	}),
	authValue: headerSecret.optional(),
});
export type ContactDirectoryInput = z.output<typeof ContactDirectoryInput>;

export const ContactDirectoryView = z
	.object({
		url: z.string().nullable().meta({ description: "Null: there is no directory" }),
		authHeader: z.string().nullable(),
		lastUpdated: z.iso.datetime().nullable(),
	})
	.meta({ id: "ContactDirectory", description: "Where contact data is kept outside. Its secret is never answered" });
export type ContactDirectoryView = z.output<typeof ContactDirectoryView>;

/** What the service gets with a PUT, and what it answers to GET and to PUT. */
export const DirectoryValue = z
	.strictObject({
		value: z
			.string()
			.min(1)
			.max(256)
			.nullable()
			.meta({ description: "Null: there is none", examples: ["+819012345678"] }),
	})
	.meta({ id: "DirectoryValue" });
