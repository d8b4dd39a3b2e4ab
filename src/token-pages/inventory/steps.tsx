// The questions before a token is taken back, disabled or deleted.
import { done } from "../../console/flash";
import { inventoryAt, paths } from "../../console/paths";
import { question } from "../../console/question";
import { deleteToken, getToken, setTokenStatus, unassignToken } from "../../imports/stock/service";
import { administrators } from "../../web/router";
import { wordsIn } from "./parts";

const path = `${paths.inventory}/{tokenId}` as const;

const of = ({ id, serial }: { id: string; serial: string }) => ({ href: inventoryAt(id), text: serial });

export const unassignTokenPage = question({
	path: `${path}/unassign`,
	access: administrators,
	load: (ctx, { params }) => getToken(ctx, params.tokenId),
	ask: (row, { frame }) => {
		const { title, text, button } = wordsIn(frame.language).unassignment;
		return { title: title(row.serial), of: of(row), button: button(row.serial), text: <p>{text}</p> };
	},
	take: async (ctx, { params }) => {
		const { id, serial } = await unassignToken(ctx, params.tokenId!);
		return done(inventoryAt(id), "inventory.unassigned", serial);
	},
});

export const disableTokenPage = question({
	path: `${path}/disable`,
	access: administrators,
	load: (ctx, { params }) => getToken(ctx, params.tokenId),
	ask: (row, { frame }) => {
		const { title, text, textAssigned, button } = wordsIn(frame.language).disabling;
		return {
			title: title(row.serial),
			of: of(row),
			button: button(row.serial),
			text: <p>{row.factorId === null ? text : textAssigned}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, serial } = await setTokenStatus(ctx, params.tokenId!, "INACTIVE");
		return done(inventoryAt(id), "inventory.disabled", serial);
	},
});

export const deleteTokenPage = question({
	path: `${path}/delete`,
	access: administrators,
	load: (ctx, { params }) => getToken(ctx, params.tokenId),
	ask: (row, { frame }) => {
		const { title, text, button, held } = wordsIn(frame.language).deletion;
		return {
			title: title(row.serial),
			of: of(row),
			button: button(row.serial),
			text: <p>{text}</p>,
			instead: row.factorId !== null && <p>{held}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { serial } = await getToken(ctx, params.tokenId!);
		await deleteToken(ctx, params.tokenId!);
		return done(paths.inventory, "inventory.deleted", serial);
	},
});
