// The types of statements.mjs, for the test that runs the statements on a real D1.

export interface Invitation {
	id: string;
	login: string;
	hash: string;
	now: number;
	endsAt: number;
	uuid: string;
	noticeId: string;
	isRecovery: boolean;
}

export function invitationStatements(invitation: Invitation): string;
