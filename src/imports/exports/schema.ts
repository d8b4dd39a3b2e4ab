// An export of tokens at the door.
import * as z from "zod";
import { reason } from "../../errors/cause";

/** A counter costs a call of its guard, and an invocation has a thousand calls. */
export const tokensOfAFile = 500;

const authenticatorId = z.string().min(1).max(100).meta({ description: "The custom OTP authenticator" });
const after = z.string().max(100).optional().meta({ description: "`X-Export-Next` of the file before" });

export const TokenExport = z.union([
	z.object({
		authenticatorId,
		after,
		password: z
			.string()
			.min(14)
			.max(200)
			.meta({ examples: ["fourteen signs or more"] }),
	}),
	z.object({ authenticatorId, after, key: z.string().regex(/^[0-9A-Fa-f]{64}$/, reason("export-key")) }),
]);
export type TokenExport = z.infer<typeof TokenExport>;
