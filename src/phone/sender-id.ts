// What a text message may come from, as most carriers take it.
import * as z from "zod";

export const senderId = z
	.string()
	.regex(/^(\+\d{7,15}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/, "must be a number with +, a short code or a sender name");
