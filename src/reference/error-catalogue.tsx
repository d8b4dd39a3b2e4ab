// The table of all error codes. Operations link to its rows by HTTP status.
import type { FC } from "hono/jsx";
import { errorCatalogue } from "../errors";
import { Badge } from "../ui/parts";

const catalogue = Object.entries(errorCatalogue);
const statuses = [...new Set(catalogue.map(([, { status }]) => status))].sort((a, b) => a - b);

/** Id of the rows of one status. */
export const errorAnchor = (status: string | number) => `errors-${status}`;

export const ErrorCatalogue: FC = () => (
	<section class="manual-group" id="errors" aria-labelledby="errors-title">
		<div class="manual-text">
			<h2 id="errors-title">Errors</h2>
			<p class="prose">
				Every error has the same shape. Decide by <code>errorCode</code>: it stays the same while texts may change. What
				exactly was refused, and why, stands in <code>errorCauses</code>. Quote the <code>errorId</code> when you ask
				somebody for help.
			</p>
			<div class="scroll-x">
				<table>
					<thead>
						<tr>
							<th scope="col">Status</th>
							<th scope="col">Code</th>
							<th scope="col">Summary</th>
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
										<td>{summary.replace("{0}", "…")}</td>
									</tr>
								))}
						</tbody>
					))}
				</table>
			</div>
		</div>
	</section>
);
