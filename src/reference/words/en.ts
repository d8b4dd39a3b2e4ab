// The words of front page and API reference in English. The other languages have the same shape. PURE.
import { type ErrorStatus, meaningOf } from "../errors";
import { introduction } from "../introduction";

/** What a limit counts. Numbers have no unit. */
type Unit = "characters" | "items" | "number";

const counted = (count: number, unit: Unit) => {
	if (unit === "number") return String(count);
	return count === 1 ? `1 ${unit.slice(0, -1)}` : `${count} ${unit}`;
};

export const en = {
	home: {
		title: "One-time passcodes at the edge",
		developmentServer: "Development server",
		heading: "One-time passcodes, judged exactly once",
		lead: "Tessera verifies the codes of hardware and software tokens at the edge, and sends codes of its own by text message, call and e-mail. Each code counts once, five wrong ones lock a user out for a while, and every attempt is in the System Log. Its management API is compatible with Okta's, so the clients that you have keep working.",
		health: "Health",
		notes: {
			console: "For administrators: sign in and look after your account",
			reference: "Every operation with its parameters, examples, roles and errors",
			openApi: "The same for programs: OpenAPI 3.1, ready for code generators",
			health: "Whether the service and its database answer, as JSON for your monitoring",
			inbox: "The messages that this server kept instead of sending",
		},
		tryIt: "Try it",
		demo: "The demo plays the main job against this server and tells what it does: it creates an authenticator and a user, enrolls a token, verifies a code, and shows what happens to a replayed and to a guessed one. Then it sends codes, to the inbox, through a hook, and past a provider that is dead.",
		runDemo: "Run the demo",
		demoComment: "in the folder of the repository, while this server runs",
		callYourself:
			"To call the API yourself, take the administrator's token that the first start wrote to `.dev/credentials.json`.",
		firstCall: "A first call",
	},

	contents: "Contents",
	startHere: "Start here",
	introductionTitle: "Introduction",
	introduction,
	baseAddress: "Base address",
	anError: "An error",

	needsNoToken: "Needs no token",
	roles: "Roles",
	pathParameters: "Path parameters",
	queryParameters: "Query parameters",
	requestBody: "Request body",
	mayBeLeftOut: "May be left out.",
	request: "Request",
	answer: "Answer",
	answerWith: (status: string) => `Answer ${status}`,
	emptyAnswer: "empty",
	answerFields: "Fields of the answer",

	required: "required",
	alternative: (number: number) => `Alternative ${number}`,
	/** Markdown. */
	fieldsOf: (name: string) => `Fields of \`${name}\``,
	oneOf: "one of",
	always: "always",
	byDefault: "default",
	forExample: "for example",
	comma: ", ",
	exactly: (count: number, unit: Unit) => `exactly ${counted(count, unit)}`,
	atLeast: (count: number, unit: Unit) => `at least ${counted(count, unit)}`,
	atMost: (count: number, unit: Unit) => `at most ${counted(count, unit)}`,
	between: (least: number, most: number, unit: Unit) => `${least}–${counted(most, unit)}`,
	anyType: "any",
	listOfAny: "array",
	listOf: (type: string) => `array of ${type.replace(/^(string|number|integer|boolean|object)$/, "$1s")}`,
	oneTypeOf: (types: string[]) => types.join(" or "),

	errors: "Errors",
	/** Markdown. */
	aboutErrors:
		"Every error has the same shape. Decide by `errorCode`: it stays the same while texts may change. What exactly was refused, and why, stands in `errorCauses`. Quote the `errorId` when you ask somebody for help.",
	status: "Status",
	code: "Code",
	summary: "Summary",
	/** What an HTTP status means. */
	meaning: (status: ErrorStatus) => meaningOf(status),
};

export type ReferenceWords = typeof en;
