// Japanese: all words of errors. PURE.
import type { ErrorWords } from "../shape";
import { administrators } from "./administrators";
import { challengePolicies } from "./challenge-policies";
import { contacts } from "./contacts";
import { factors } from "./factors";
import { formats } from "./formats";
import { hooks } from "./hooks";
import { imports } from "./imports";
import { policies } from "./policies";
import { properties } from "./properties";
import { search } from "./search";
import { sending } from "./sending";
import { summaries } from "./summaries";
import { values } from "./values";

export const japanese = {
	summaries,
	reasons: {
		...values,
		...formats,
		...search,
		...contacts,
		...factors,
		...sending,
		...hooks,
		...imports,
		...administrators,
		...policies,
		...challengePolicies,
		...properties,
	},
	/** What stands between the entries of a list. */
	comma: "、",
	or: " または ",
} satisfies ErrorWords;
