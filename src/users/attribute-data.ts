// The attributes of a profile at rest: a merge patch on the way in, and the sealed ones opened on the way out.
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import { type Attribute, type Attributes, attributeNames, isSealed } from "./attributes";

const place = (userId: string, name: string) => `users.attributes.${name}:${userId}`;

/** Returns what a profile says of the attributes, as a JSON merge patch (RFC 7396): null removes one. */
export async function attributePatch(
	ctx: Ctx,
	userId: string,
	profile: { [Name in Attribute]?: string | null | undefined },
): Promise<Record<string, string | null>> {
	const named = attributeNames.filter((name) => profile[name] !== undefined);
	const values = named.map(async (name) => {
		const value = profile[name] || null;
		return value !== null && isSealed(name) ? seal(ctx.env.sealKeys, place(userId, name), value) : value;
	});
	const written = await Promise.all(values);
	return Object.fromEntries(named.map((name, index) => [name, written[index]!]));
}

/** Opens what is sealed of the stored attributes. */
export async function openAttributes(ctx: Ctx, userId: string, stored: Attributes): Promise<Attributes> {
	const opened = Object.entries(stored).map(
		async ([name, value]) =>
			[name, isSealed(name) ? await open(ctx.env.sealKeys, place(userId, name), value) : value] as const,
	);
	return Object.fromEntries(await Promise.all(opened));
}
