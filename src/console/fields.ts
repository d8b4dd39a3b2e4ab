// Fields that several forms of the console have. PURE.
import * as z from "zod";
import { reason } from "../errors/cause";

/** As it was typed. A password of a sign-in may have any length that a password ever had. */
export const password = z.string().min(1).max(1_024);

/** A password that is being chosen, and once more, because nobody can see what they type. */
export const NewPassword = z
	.object({ password: z.string().min(15).max(256), again: z.string() })
	.refine(({ password: first, again }) => first === again, {
		error: reason("passwords-differ"),
		path: ["again"],
	});

/** Japanese keyboards type full-width digits, and people type codes in groups. */
export const code = z
	.string()
	.max(64)
	.transform((text) => text.normalize("NFKC").replaceAll(/[\s-]/g, ""));
