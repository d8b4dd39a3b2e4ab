// Provider accounts and drivers on the wire.
import * as z from "zod";
import type { Ctx } from "../../context";
import { drivers, findDriver } from "../../drivers";
import type { Driver } from "../../drivers/driver";
import { notFound } from "../../errors";
import { link } from "../../web/links";
import { isoOrNull } from "../../web/time";
import { breakerPhase } from "../breaker";
import type { AccountTry } from "../try";
import type { ProviderAccountView, ProviderDriverView, TestMessageView } from "./schema";
import type { ProviderAccountRow } from "./table";

export function toAccountView(ctx: Ctx, row: ProviderAccountRow): ProviderAccountView {
	const self = `/api/v1/provider-accounts/${row.id}`;
	const verb = row.status === "ACTIVE" ? "deactivate" : "activate";
	const { breakerFailures: failures, breakerOpenUntil: openUntil } = row;
	return {
		id: row.id,
		name: row.name,
		driver: row.driverId,
		status: row.status,
		channels: [...(findDriver(row.driverId, ctx.env)?.channels ?? [])],
		config: row.config,
		secretNames: row.secretNames,
		breaker: {
			state: breakerPhase({ failures, openUntil }, ctx.now()),
			failures,
			openUntil: isoOrNull(openUntil),
		},
		created: new Date(row.createdAt).toISOString(),
		lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
		_links: {
			self: link(ctx, self, "GET", "PUT", "DELETE"),
			[verb]: link(ctx, `${self}/lifecycle/${verb}`, "POST"),
			test: link(ctx, `${self}/test`, "POST"),
		},
	};
}

/** What came of a test message. */
export const toTestMessageView = ({ status, providerMessageId, kind, providerCode }: AccountTry): TestMessageView => ({
	status,
	providerMessageId,
	failure: kind === null ? null : { kind, providerCode },
});

/** The drivers that exist in this environment. */
export const driverViews = (ctx: Ctx): ProviderDriverView[] =>
	drivers.filter(({ id }) => findDriver(id, ctx.env)).map(toDriverView);

export function getDriverView(ctx: Ctx, id: string): ProviderDriverView {
	const driver = findDriver(id, ctx.env);
	if (!driver) throw notFound("ProviderDriver", id);
	return toDriverView(driver);
}

const toDriverView = (driver: Driver): ProviderDriverView => ({
	id: driver.id,
	title: driver.title,
	channels: [...driver.channels],
	hasReceipts: driver.receipts !== undefined || driver.queryStatus !== undefined,
	config: formSchema(driver.config),
	secrets: formSchema(driver.secrets, { writeOnly: true }),
});

/** The schema of what a caller sends, where a field with a default is optional. `more` is added to every field. */
function formSchema(schema: z.ZodObject, more: Record<string, unknown> = {}): Record<string, unknown> {
	const { properties = {}, ...rest } = z.toJSONSchema(schema, { io: "input" });
	const fields = Object.entries(properties).map(([name, field]) => [name, { ...(field as object), ...more }]);
	return { ...rest, properties: Object.fromEntries(fields) };
}
