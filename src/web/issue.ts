// From an issue that zod found to the cause of an error. Pages say the cause in the reader's language. PURE.
import type * as z from "zod";
import { because, type Cause, writtenCause } from "../errors/cause";
import type { Reason } from "../errors/words/shape";

type Issue = z.core.$ZodIssue;

/** The wire says the schema's own reason where it has one, and otherwise zod's own message to the letter. */
export function causeOfIssue(issue: Issue): Cause {
	const field = issue.path.join(".") || "body";
	const written = writtenCause(issue.message);
	if (written !== null) return { ...written, field };
	return { ...(writtenWithin(issue) ?? builtIn(issue)), field, libraryText: issue.message };
}

/** Inside a refused union or key may be a reason of the schema's own. It says more than zod's word for the whole. */
function writtenWithin(issue: Issue): Cause | null {
	const within =
		issue.code === "invalid_union" ? issue.errors.flat() : issue.code === "invalid_key" ? issue.issues : [];
	return within.map(({ message }) => writtenCause(message)).find((cause) => cause !== null) ?? null;
}

function builtIn(issue: Issue): Cause {
	switch (issue.code) {
		case "invalid_type":
			return issue.input === undefined ? because("missing") : wrongType(issue.expected);
		case "too_small":
			return tooSmall(issue);
		case "too_big":
			return tooBig(issue);
		case "invalid_format":
			return because(formats[issue.format] ?? "wrong-format");
		case "not_multiple_of":
			return because("not-multiple", { divisor: issue.divisor });
		case "unrecognized_keys":
			return because("unknown-keys", { keys: issue.keys });
		case "invalid_value":
			return issue.input === undefined ? because("missing") : notOneOf(issue.values);
		case "invalid_union":
			return because("fits-no-form");
		case "invalid_key":
		case "invalid_element":
		case "custom":
			return because("not-valid");
	}
}

const wrongType = (expected: string): Cause => {
	const reason = types[expected];
	return reason ? because(reason) : because("wrong-type", { type: expected });
};

type PlainReason = "not-text" | "not-number" | "not-whole-number" | "not-boolean" | "not-list" | "not-object";

const types: Readonly<Record<string, PlainReason>> = {
	string: "not-text",
	number: "not-number",
	int: "not-whole-number",
	boolean: "not-boolean",
	array: "not-list",
	object: "not-object",
	record: "not-object",
};

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Cause {
	const limit = Number(minimum);
	if (origin === "string") return limit === 1 ? because("empty") : because("too-short", { minimum: limit });
	if (origin === "array" || origin === "set") return because("too-few", { minimum: limit });
	return inclusive === false ? because("not-above", { limit }) : because("below-minimum", { minimum: limit });
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): Cause {
	const limit = Number(maximum);
	if (origin === "string") return because("too-long", { maximum: limit });
	if (origin === "array" || origin === "set") return because("too-many", { maximum: limit });
	return inclusive === false ? because("not-below", { limit }) : because("above-maximum", { maximum: limit });
}

const formats: Readonly<Record<string, FormatReason>> = {
	email: "not-email",
	url: "not-url",
	uuid: "not-uuid",
	ipv4: "not-ip-address",
	ipv6: "not-ip-address",
	datetime: "not-time",
	date: "not-date",
};

type FormatReason = Extract<Reason, "not-email" | "not-url" | "not-uuid" | "not-ip-address" | "not-time" | "not-date">;

/** A page can't show a long list, such as all countries, in one sentence. */
const longestList = 10;

const notOneOf = (values: readonly z.core.util.Primitive[]): Cause =>
	values.length > longestList ? because("not-offered") : because("not-one-of", { values: values.map(String) });
