// The dry run: says of each row whether it can be taken. Three statements for a chunk, and nothing is changed.
import type { OtpSettings } from "../../authenticators/schema";
import type { Ctx } from "../../context";
import { because, type Cause } from "../../errors/cause";
import { findTokens, type HeldToken } from "../../factors/tokens";
import { findUsersNamed, type UserOfName } from "../../users/facts";
import { findInStock } from "../stock/bulk";
import { differingSettings } from "./settings";
import type { ImportStore, SameColumn } from "./store";
import type { ImportRow, ImportState } from "./types";

type Target = { id: string; settings: OtpSettings };

/**
 * Checks rows of a file.
 * @returns the rows with their results; `differing` are settings that don't fit
 */
export async function checkRows(
	ctx: Ctx,
	job: Pick<ImportState, "fromAuthenticatorId">,
	target: Target,
	rows: readonly ImportRow[],
	earlier: ImportStore["earlier"],
): Promise<{ rows: ImportRow[]; differing: Partial<ImportRow["settings"]>[] }> {
	const users = await findUsersNamed(ctx, unique(rows.map(({ user }) => user)));
	const userOf = ({ user }: ImportRow): UserOfName | undefined => (user === null ? undefined : users.get(user));
	const hashes = unique(rows.map(({ secretHash }) => secretHash));
	const [held, stock] = await Promise.all([
		findTokens(ctx, unique(rows.map((row) => userOf(row)?.id ?? null)), hashes),
		findInStock(ctx, target.id, unique(rows.map(({ serial }) => serial)), hashes),
	]);
	const differing: Partial<ImportRow["settings"]>[] = [];
	/** Of this chunk: row by column and value. */
	const seen = new Map<string, number>();
	const causeOf = (row: ImportRow): Cause | null => {
		if (row.cause !== null) return row.cause;
		const differences = differingSettings(row.settings, target.settings);
		if (differences.length > 0) {
			differing.push(Object.fromEntries(differences.map((name) => [name, row.settings[name]])));
			return because("token-differs", { settings: differences });
		}
		const user = userOf(row);
		if (row.user !== null && user === undefined) return because("token-user-unknown");
		return (
			(row.user === null && row.serial === null ? because("token-owner") : null) ??
			(user?.status === "DEPROVISIONED" ? because("token-user-deactivated") : null) ??
			sameInFile(row, user, earlier, seen) ??
			causeOfHolder(row, user, held, job.fromAuthenticatorId) ??
			causeOfStock(row, stock, held)
		);
	};
	const checked = rows.map((row): ImportRow => {
		const user = userOf(row);
		const cause = causeOf(row);
		const named = { userId: user?.id ?? null, userName: user?.displayName ?? null, userLogin: user?.login ?? null };
		if (cause === null) for (const [column, value] of placesOf(row, user)) seen.set(`${column}:${value}`, row.row);
		return { ...row, ...named, cause, result: cause === null ? "OK" : "REFUSED" };
	});
	return { rows: checked, differing };
}

const names = { serial: "serial number", secretHash: "secret", userId: "user" } as const;

const placesOf = (row: ImportRow, user: UserOfName | undefined): [SameColumn, string][] =>
	(
		[
			["serial", row.serial],
			["secretHash", row.secretHash],
			["userId", user?.id ?? null],
		] as const
	).flatMap(([column, value]) => (value === null ? [] : [[column, value] as [SameColumn, string]]));

function sameInFile(
	row: ImportRow,
	user: UserOfName | undefined,
	earlier: ImportStore["earlier"],
	seen: ReadonlyMap<string, number>,
): Cause | null {
	for (const [column, value] of placesOf(row, user)) {
		// Rows of this chunk aren't written yet, and rows before it are all checked.
		const found = seen.get(`${column}:${value}`) ?? earlier(column, value, row.row);
		if (found !== null && found !== undefined) return because("token-given-twice", { row: found, what: names[column] });
	}
	return null;
}

/** Who has the secret already, and what the user has. */
function causeOfHolder(
	row: ImportRow,
	user: UserOfName | undefined,
	held: readonly HeldToken[],
	from: string | null,
): Cause | null {
	const own = held.find(({ userId, authenticatorId }) => userId === user?.id && authenticatorId !== null);
	const holder = held.find(({ secretHash }) => secretHash !== null && secretHash === row.secretHash);
	if (from !== null) {
		if (own?.authenticatorId !== from) return because("token-not-enrolled");
		return holder !== undefined && holder.factorId !== own.factorId ? because("secret-taken") : null;
	}
	if (holder !== undefined) return because("secret-taken");
	return own === undefined ? null : because("factor-set-up");
}

/** A token that moves with its own secret is in the stock by right. */
function causeOfStock(
	row: ImportRow,
	stock: Awaited<ReturnType<typeof findInStock>>,
	held: readonly HeldToken[],
): Cause | null {
	const isMoving = held.some(({ secretHash }) => secretHash === row.secretHash);
	if (!isMoving && stock.some(({ secretHash }) => secretHash === row.secretHash)) return because("secret-taken");
	return stock.some(({ serial, isHere }) => isHere === 1 && serial === row.serial)
		? because("token-serial-taken")
		: null;
}

const unique = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];
