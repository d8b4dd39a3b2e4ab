// Authenticators on the wire.
import type { Ctx } from "../context";
import { type Links, link } from "../web/links";
import type { AuthenticatorView, OtpMethodView } from "./schema";
import type { Authenticator } from "./service";

export function toAuthenticatorView(ctx: Ctx, row: Authenticator): AuthenticatorView {
	const self = `/api/v1/authenticators/${row.id}`;
	return {
		type: "security_key",
		id: row.id,
		key: row.key,
		status: row.status,
		name: row.name,
		created: new Date(row.createdAt).toISOString(),
		lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
		_links: {
			self: link(ctx, self, "GET", "PUT", "DELETE"),
			...lifecycleLink(ctx, self, row.status),
			methods: link(ctx, `${self}/methods`, "GET"),
		},
	};
}

/** The method with its settings twice: flat, as Okta's SDKs read them, and under `settings`, as Terraform does. */
export function toOtpMethodView(ctx: Ctx, row: Authenticator): OtpMethodView {
	return {
		type: "otp",
		status: row.status,
		factorProfileId: row.id,
		...row.settings,
		...(row.settings === null ? {} : { settings: row.settings }),
		_links: { self: link(ctx, `/api/v1/authenticators/${row.id}/methods/otp`, "GET", "PUT") },
	};
}

function lifecycleLink(ctx: Ctx, self: string, status: Authenticator["status"]): Links {
	const verb = status === "ACTIVE" ? "deactivate" : "activate";
	return { [verb]: link(ctx, `${self}/lifecycle/${verb}`, "POST") };
}
