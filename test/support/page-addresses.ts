// Addresses of pages that name a thing: each with a thing that is there.
import { createApiToken } from "../../src/access/service";
import { ApplicationInput } from "../../src/applications/schema";
import { createApplication } from "../../src/applications/service";
import { createHook } from "../hooks/hooks";
import { createPolicy } from "../policies/enrollment/policies";
import { createAdministrator } from "./administrators";
import { createAuthenticator } from "./otp-tokens";
import { unique, type World } from "./world";

/** Parameter → makes such a thing, and gives its id. */
const makers: Record<string, (world: World) => Promise<{ id: string }>> = {
	authenticatorId: async (world) => ({ id: await createAuthenticator(world) }),
	hookId: createHook,
	policyId: createPolicy,
	apiTokenId: ({ ctx }) => createApiToken(ctx, { name: unique("token"), role: "VERIFIER" }),
	applicationId: ({ ctx }) => createApplication(ctx, ApplicationInput.parse({ name: unique("Shop") })),
	administratorId: (world) => createAdministrator(world),
};

/** The address of a page of this path, such as `/console/tokens/{apiTokenId}`, at which it shows something. */
export async function addressOf(world: World, path: string): Promise<string> {
	let address = path;
	for (const [parameter, name = ""] of path.matchAll(/\{(\w+)\}/g)) {
		const maker = makers[name];
		if (!maker) throw new Error(`say how to make what ${parameter} names`);
		address = address.replace(parameter, (await maker(world)).id);
	}
	return address;
}
