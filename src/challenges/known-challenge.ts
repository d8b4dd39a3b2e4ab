// A challenge whose code is sent, as the user's guard learns it. PURE.
import type { CodeShape, KnownFactor } from "../guard/types";
import { type Challenge, holderIdOf } from "./challenge";

interface Sent {
	shape: CodeShape;
	authenticatorId: string | null;
	/** Epoch ms. */
	neededUntil: number;
}

/** Failures in a row are the type's, because a holder ends with its transaction. */
export const knownChallenge = (challenge: Challenge, { shape, authenticatorId, neededUntil }: Sent): KnownFactor => ({
	id: holderIdOf(challenge),
	status: "ACTIVE",
	authenticatorId,
	name: challenge.type.key,
	challengeType: challenge.purpose === "enrollment" ? null : challenge.type.key,
	countedAs: challenge.type.key,
	neededUntil,
	method: { kind: "sent", shape },
	sealedSecret: null,
});
