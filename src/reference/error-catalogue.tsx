// The table of all error codes. Operations link to its rows by HTTP status.
import type { FC } from "hono/jsx";
import { errorCatalogue } from "../errors";
import { InlineMarkdown } from "../ui/markdown";
import { Badge } from "../ui/parts";
import { documentLanguage } from "./reading";
import type { ReferenceWords } from "./words/en";

const catalogue = Object.entries(errorCatalogue);
const statuses = [...new Set(catalogue.map(([, { status }]) => status))].sort((a, b) => a - b);

/** Id of the rows of one status. */
export const errorAnchor = (status: string | number) => `errors-${status}`;

export const ErrorCatalogue: FC<{ words: ReferenceWords }> = ({ words }) => (
	<section class="manual-group" id="errors" aria-labelledby="errors-title">
		<div class="manual-text">
			<h2 id="errors-title">{words.errors}</h2>
			<p class="prose">
				<InlineMarkdown text={words.aboutErrors} />
			</p>
			<div class="scroll-x">
				<table>
					<thead>
						<tr>
							<th scope="col">{words.status}</th>
							<th scope="col">{words.code}</th>
							<th scope="col">{words.summary}</th>
						</tr>
					</thead>
					{statuses.map((status) => (
						<tbody id={errorAnchor(status)}>
							{catalogue
								.filter(([, error]) => error.status === status)
								.map(([code, { summary }]) => (
									<tr>
										<td>
											<Badge tone={status < 500 ? "warning" : "danger"}>{status}</Badge>
										</td>
										<td>
											<code>{code}</code>
										</td>
										<td lang={documentLanguage}>{summary.replace("{0}", "…")}</td>
									</tr>
								))}
						</tbody>
					))}
				</table>
			</div>
		</div>
	</section>
);
