// The steps of a sign-in in their order, each with the policies that are asked there, and a link to them.
import type { FC } from "hono/jsx";
import { paths } from "../../console/paths";
import type { Checkpoint } from "../../policies/challenge/checkpoints";
import type { ChallengePolicyRow } from "../../policies/challenge/service";
import type { PageState } from "../../web/page";
import { termsIn, wordsIn } from "./parts";

interface FlowProps {
	state: PageState;
	policies: readonly ChallengePolicyRow[];
	/** The step that the page is about. */
	here: Checkpoint | undefined;
}

export const Flow: FC<FlowProps> = ({ state, policies, here }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const steps = Object.entries(termsIn(language).checkpoints) as [Checkpoint, { name: string; when: string }][];
	return (
		<nav aria-label={words.flow}>
			<ol class="flow">
				{steps.map(([checkpoint, { name, when }]) => {
					const own = policies.filter((policy) => policy.checkpoint === checkpoint);
					const active = own.filter(({ status }) => status === "ACTIVE").length;
					return (
						<>
							{checkpoint === "POST_AUTHENTICATION" && (
								<li class="flow-other">
									<strong>{words.password}</strong>
									<small>{words.passwordWhen}</small>
								</li>
							)}
							<li class={active > 0 ? "flow-on" : undefined}>
								<a
									href={`${paths.challengePolicies}?checkpoint=${checkpoint}`}
									aria-current={checkpoint === here ? "true" : undefined}
								>
									{name}
								</a>
								<small>{when}</small>
								<small class="flow-count">{words.ofThem(active, own.length)}</small>
							</li>
						</>
					);
				})}
			</ol>
		</nav>
	);
};
