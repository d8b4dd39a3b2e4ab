// The session of a page that only signed-in people reach. PURE.
import { ApiError } from "../errors";
import type { Session } from "../web/page";

/** The door has refused everybody else already. */
export function present(session: Session | null): Session {
	if (session === null) throw new ApiError("E0000005");
	return session;
}
