// Carriers of this machine that behave as the path of their address says, and what each carrier was given.
import { inject } from "vitest";

export const { carriers, closedPort, door } = inject("servers");

/** @param behaviour a word of test/support/carrier-servers.mjs */
export const carrierUrl = (name: string, behaviour: string) => `${carriers}/${name}/${behaviour}`;

interface Taken {
	id: string;
	phoneNumber: string;
	otpCode: string;
}

/** What a carrier was given. */
export const takenBy = async (name: string): Promise<Taken[]> => (await fetch(`${door}/carriers?name=${name}`)).json();
