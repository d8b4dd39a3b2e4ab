// How a transaction has ended, and the way back to the application.
import { textOfState } from "../transactions/words";
import { pathOf } from "./places";
import { step } from "./step";

export const endPage = step({
	place: "end",
	states: ["ALLOWED", "BLOCKED", "CANCELLED", "EXPIRED"],
	load: () => null,
	draw: (_, words, { opened: { kept }, state, brand }) => {
		const { id, back, languages } = kept.facts;
		const isOver = back === null || kept.outcome.isRedeemed;
		const isAllowed = state.name === "ALLOWED";
		return {
			title: words.end[state.name],
			...(isAllowed && !isOver ? { next: { path: pathOf(id, "back"), seconds: 0 } } : {}),
			content: (
				<>
					{isAllowed ? (
						<p role="status">{isOver ? words.end.wentBack : words.end.goingBack(brand.name)}</p>
					) : (
						<p>{textOfState(state, languages)}</p>
					)}
					{state.name === "BLOCKED" && brand.contact && <p class="note">{brand.contact}</p>}
					{!isOver && (
						<p>
							<a class="button button-main" href={pathOf(id, "back")}>
								{words.toApplication(brand.name)}
							</a>
						</p>
					)}
				</>
			),
		};
	},
});
