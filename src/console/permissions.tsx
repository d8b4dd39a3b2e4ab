// The permissions of customer care: switches in a form, what the form has sent, and their names on a page.
import type { FC } from "hono/jsx";
import { type Permission, permissions } from "../context";
import { Switch } from "../ui/choices";
import { atFields } from "../web/at-fields";
import type { PageState } from "../web/page";
import { consoleWords } from "./frame";
import { isOn } from "./input";

/** The fields of `PermissionFields` for the schema of an action. */
export const permissionFields = { temporaryAllow: isOn, helpDeskCode: isOn } satisfies Record<Permission, typeof isOn>;

type Switches = Readonly<Record<Permission, boolean>>;

interface Switched<Values> {
	/** The other fields. */
	values: Values;
	given: Permission[];
}

/** Tells the switches from the other fields of a form. */
export function readPermissions<Values extends Switches>({
	temporaryAllow,
	helpDeskCode,
	...values
}: Values): Switched<Omit<Values, Permission>> {
	const isGiven: Switches = { temporaryAllow, helpDeskCode };
	return { values, given: permissions.filter((name) => isGiven[name]) };
}

/** A refusal of the permissions stands at the first that was switched on. */
export const atPermissions = <T,>(given: readonly Permission[], work: () => T | Promise<T>): Promise<T> =>
	atFields((place) => (place === "permissions" ? (given[0] ?? null) : place), work);

interface PermissionsProps {
	state: PageState;
	given?: readonly Permission[];
}

/** Off, unless they were given before. */
export const PermissionFields: FC<PermissionsProps> = ({ state, given = [] }) => {
	const words = consoleWords[state.frame.language].permissions;
	return (
		<fieldset class="fields">
			<legend>{words.title}</legend>
			<p class="muted">{words.hint}</p>
			{permissions.map((name) => (
				<Switch
					state={state.form}
					name={name}
					label={words.names[name]}
					hint={words.hints[name]}
					isOn={given.includes(name)}
				/>
			))}
		</fieldset>
	);
};

export const PermissionNames: FC<PermissionsProps> = ({ state, given = [] }) => {
	const words = consoleWords[state.frame.language].permissions;
	if (given.length === 0) return <span class="muted">{words.none}</span>;
	return given.map((name) => <div class="whole">{words.names[name]}</div>);
};
