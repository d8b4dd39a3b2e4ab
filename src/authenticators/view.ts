// Authenticators on the wire.
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { type Links, link } from "../web/links";
import { isBuiltInAuthenticator, kinds } from "./built-in";
import type { AuthenticatorView, MethodView, OtpMethodView, SentMethodView } from "./schema";
import type { AuthenticatorRow } from "./table";

export function toAuthenticatorView(ctx: Ctx, row: AuthenticatorRow): AuthenticatorView {
	const self = `/api/v1/authenticators/${row.id}`;
	return {
		type: kinds[row.key].type,
		id: row.id,
		key: row.key,
		status: row.status,
		name: row.name,
		created: new Date(row.createdAt).toISOString(),
		lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
		...(kinds[row.key].settings ? { settings: kinds[row.key].settings } : {}),
		_links: {
			self: link(ctx, self, "GET", "PUT", ...(isBuiltInAuthenticator(row) ? [] : (["DELETE"] as const))),
			...lifecycleLink(ctx, self, row.status),
			methods: link(ctx, `${self}/methods`, "GET"),
		},
	};
}

export const toMethodViews = (ctx: Ctx, row: AuthenticatorRow): MethodView[] =>
	kinds[row.key].methods.map((type) => (type === "otp" ? toOtpMethodView(ctx, row) : toSentMethodView(ctx, row, type)));

export function toMethodView(ctx: Ctx, row: AuthenticatorRow, type: string): MethodView {
	const view = toMethodViews(ctx, row).find((method) => method.type === type);
	if (!view) throw notFound("AuthenticatorMethod", type);
	return view;
}

/** The method with its settings twice: flat, as Okta's SDKs read them, and under `settings`, as Terraform does. */
export function toOtpMethodView(ctx: Ctx, row: AuthenticatorRow): OtpMethodView {
	return {
		type: "otp",
		status: row.status,
		factorProfileId: row.id,
		...row.settings,
		...(row.settings === null ? {} : { settings: row.settings }),
		_links: { self: link(ctx, methodPath(row, "otp"), "GET", "PUT") },
	};
}

/** A method of a built-in authenticator is switched on and off together with the authenticator. */
const toSentMethodView = (ctx: Ctx, row: AuthenticatorRow, type: SentMethodView["type"]): SentMethodView => ({
	type,
	status: row.status,
	_links: { self: link(ctx, methodPath(row, type), "GET") },
});

const methodPath = (row: AuthenticatorRow, type: string) => `/api/v1/authenticators/${row.id}/methods/${type}`;

function lifecycleLink(ctx: Ctx, self: string, status: AuthenticatorRow["status"]): Links {
	const verb = status === "ACTIVE" ? "deactivate" : "activate";
	return { [verb]: link(ctx, `${self}/lifecycle/${verb}`, "POST") };
}
