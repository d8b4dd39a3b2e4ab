// The fields of a user's profile: the same for somebody new and for somebody who is there.
import type { FC } from "hono/jsx";
import { Card } from "../../ui/card";
import { Field } from "../../ui/form";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";
import type { ConsoleWords } from "../words/en";

/** Each field with the kind of its control. */
const parts = {
	person: { login: "text", firstName: "text", lastName: "text", displayName: "text", locale: "text" },
	contact: { email: "email", secondEmail: "email", mobilePhone: "tel", primaryPhone: "tel" },
	work: { title: "text", department: "text", organization: "text", employeeNumber: "text" },
} as const satisfies Record<
	string,
	Partial<Record<keyof ConsoleWords["userList"]["profile"], "text" | "email" | "tel">>
>;

type FieldName = keyof (typeof parts)["person"] | keyof (typeof parts)["contact"] | keyof (typeof parts)["work"];

export type ProfileValues = Readonly<Partial<Record<FieldName, string | null>>>;

export const ProfileFields: FC<{ state: PageState; values: ProfileValues }> = ({ state, values }) => {
	const words = consoleWords[state.frame.language];
	const labels: Readonly<Record<string, string | undefined>> = words.userList.profile;
	return (
		<>
			{(["person", "contact", "work"] as const).map((part) => (
				<Card id={part} title={words.newUser[part]}>
					<div class="field-grid">
						{(Object.entries(parts[part]) as [FieldName, "text" | "email" | "tel"][]).map(([name, type]) => (
							<Field
								state={state.form}
								name={name}
								label={labels[name] ?? name}
								{...(labels[`${name}Hint`] ? { hint: labels[`${name}Hint`]! } : {})}
								type={type}
								value={values[name] ?? ""}
								autocomplete="off"
								maxlength={255}
							/>
						))}
					</div>
				</Card>
			))}
		</>
	);
};
