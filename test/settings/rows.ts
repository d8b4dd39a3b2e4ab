// The rows of the reference's list: name and default. Where a row has a customer's own word, a sample stands in.
import defaults from "../vectors/properties.json";

export interface Row {
	name: string;
	/** The reference's default; empty for a text, and where there is none. */
	value: string;
	/** The row holds a word that each customer chooses. */
	isCustomers: boolean;
}

export const rows: readonly Row[] = Object.entries(defaults).map(([written, value]) => {
	const name = written.replace("<application id>", "shop").replace("<errorCode>", "otp.invalid.staff");
	return { name, value, isCustomers: name !== written };
});
