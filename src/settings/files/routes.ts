// Files of properties over HTTP: `/api/v1/properties/import`, its counterpart, and files that ship.
import * as z from "zod";
import { notFound } from "../../errors";
import { textReply } from "../../web/reply";
import { administrators, type Route, readers, route } from "../../web/router";
import { wholeName } from "../catalogue";
import type { Elsewheres } from "../elsewhere";
import { profiles } from "../profiles";
import { toRemarks } from "../view";
import { exportFile } from "./export";
import { importFile } from "./import";
import { largestBody, PropertyExportQuery, PropertyFileInput, PropertyImportQuery, PropertyImportView } from "./schema";

const all = "/api/v1/properties";
const tag = "Properties";
const mediaType = "text/plain; charset=utf-8";

/** @param elsewheres the slices that keep values of properties */
export const propertyFileRoutes = (elsewheres: Elsewheres): Route[] => [
	route({
		method: "POST",
		path: `${all}/import`,
		tag,
		summary: "Import a file of properties",
		description:
			"Takes a `.properties` file as Java writes it, 5,000 properties at the most, and reports on every line. Lines that " +
			"can't be taken are left out. The value of a secret is never repeated.",
		access: administrators,
		query: PropertyImportQuery,
		body: PropertyFileInput,
		maxBodyBytes: largestBody,
		answer: PropertyImportView,
		handle: async (ctx, { body, query }) => {
			const { isTrial, lines, ...report } = await importFile(ctx, elsewheres, body, { isTrial: query.dryRun });
			return {
				...report,
				dryRun: isTrial,
				lines: lines.map(({ named, remarks, value: _, ...line }) => ({
					...line,
					target: named && wholeName(named),
					remarks: toRemarks(remarks),
				})),
			};
		},
	}),
	route({
		method: "GET",
		path: `${all}/export`,
		tag,
		summary: "Export properties as a file",
		description: "The values that are set for an application or for `default`. A secret is a comment.",
		access: administrators,
		query: PropertyExportQuery,
		answer: z.string(),
		mediaType,
		handle: async (ctx, { query }) => textReply(await exportFile(ctx, elsewheres, query), mediaType),
	}),
	route({
		method: "GET",
		path: `${all}/profiles/{profileId}`,
		tag,
		summary: "Retrieve a file of properties that ships",
		description: "`reference-fields`: the expressions and lengths of the reference, ready to be imported.",
		access: readers,
		answer: z.string(),
		mediaType,
		handle: (_, { params }) => {
			const profile = new Map<string, string>(Object.entries(profiles)).get(params.profileId);
			if (profile === undefined) throw notFound("Profile", params.profileId);
			return textReply(profile, mediaType);
		},
	}),
];
