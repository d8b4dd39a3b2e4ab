// The words of the groups in English. The other languages have the same shape. PURE.

export const groupsWords = {
	groupList: {
		title: "Groups",
		lead: "Policies hold people by their groups.",
		search: "Search",
		searchHint: "The start of a name.",
		searched: (text: string) => `Groups whose names begin with “${text}”.`,
		show: "Show",
		caption: "Groups",
		name: "Name",
		description: "Description",
		changed: "Members changed",
		builtIn: "Built in",
		create: "Add a group",
		everyone: "Everyone",
		everyoneIs: "All users",
		nobodyLead: "No group has a name that begins so.",
	},
	groupForm: {
		newTitle: "Add a group",
		newLead: "Members follow on the next page.",
		editTitle: "Edit the group",
		name: "Name",
		description: "Description",
		descriptionHint: "Who is in it, and what for.",
		create: "Add the group",
		save: "Save the group",
	},
	groupPage: {
		edit: "Edit",
		delete: "Delete",
		id: "ID",
		everyoneLead: "Every user is in this group. Nobody is added or removed.",
		members: "Members",
		memberName: "Name",
		addLabel: "Login or id",
		addHint: "The whole login of a user, or the id.",
		add: "Add",
		remove: "Remove",
		removeFrom: (name: string) => `Remove ${name} from the group`,
		nobody: "Nobody is in the group yet",
		nobodyLead: "Add people here by their login, or many through the API.",
	},
	groupDelete: {
		title: (name: string) => `Delete the group ${name}?`,
		members: (count: number) =>
			count === 0
				? "Nobody is in the group."
				: count === 1
					? "This touches one person, who is in the group. The person stays."
					: `This touches ${count} people who are in the group. The people stay.`,
		noPolicies: "No policy names the group.",
		policies: (count: number) =>
			count === 1
				? "One policy names the group, and no longer holds its members:"
				: `${count} policies name the group, and no longer hold its members:`,
		kinds: { ENROLLMENT: "Enrolment policy", CHALLENGE: "Challenge policy" },
		button: (name: string) => `Delete ${name}`,
	},
};

/** What the pages of the groups say after an action. */
export const groupsFlash = {
	created: (name: string) => `The group ${name} is added.`,
	saved: (name: string) => `The group ${name} is saved.`,
	deleted: (name: string) => `The group ${name} is deleted.`,
	joined: (name: string) => `${name} is in the group.`,
	left: (name: string) => `${name} is no longer in the group.`,
};
