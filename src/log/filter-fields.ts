// What the System Log can be filtered by: every field of the LogEvent schema except `published`.
import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { type FilterField, numberField, textField } from "../filters/scim";
import { LogEventView } from "./schema";
import { logEvents } from "./table";

/** Returns the field at a path such as `target.id` or `debugContext.debugData.factor`; null if there is none. */
export function logFilterField(path: string): FilterField | null {
	if (path === "published") return null;
	// These two fields have columns of their own, and indexes.
	if (path === "eventType") return textField(logEvents.eventType);
	if (path === "uuid") return textField(logEvents.uuid);
	return fieldAt(LogEventView, path.split("."), { json: sql`${logEvents.event}`, path: "$" });
}

interface Place {
	json: SQL;
	/** JSON path. It is written into the statement: as a bound value it would use up half of what D1 allows. */
	path: string;
}

function fieldAt(schema: z.core.$ZodType, names: readonly string[], place: Place): FilterField | null {
	if (schema instanceof z.ZodNullable) return fieldAt(schema.unwrap(), names, place);
	if (schema instanceof z.ZodArray) {
		const field = fieldAt(schema.element, names, { json: sql`element.value`, path: "$" });
		return field && anyElement(place, field);
	}
	const [name, ...rest] = names;
	if (name === undefined) return leafField(schema, sql`${place.json} ->> ${literal(place.path)}`);
	const inside = memberOf(schema, name);
	return inside && fieldAt(inside, rest, { ...place, path: `${place.path}.${name}` });
}

function memberOf(schema: z.core.$ZodType, name: string): z.core.$ZodType | null {
	if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, name) ? schema.shape[name] : null;
	// The caller chose this name, and it is written into the statement, so only word characters are allowed.
	return schema instanceof z.ZodRecord && /^\w{1,64}$/.test(name) ? schema.valueType : null;
}

function leafField(schema: z.core.$ZodType, value: SQL): FilterField | null {
	if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return textField(value);
	return schema instanceof z.ZodNumber || schema instanceof z.ZodBoolean ? numberField(value) : null;
}

/** Each condition looks for its own element, so two conditions may be met by two elements. */
function anyElement(array: Place, field: FilterField): FilterField {
	const exists = (condition: SQL) =>
		sql`EXISTS (SELECT 1 FROM json_each(${array.json}, ${literal(array.path)}) AS element WHERE ${condition})`;
	return {
		compare(operator, value) {
			const condition = field.compare(operator, value);
			return condition && exists(condition);
		},
		present: () => exists(field.present()),
	};
}

const literal = (path: string) => sql.raw(`'${path}'`);
