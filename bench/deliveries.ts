// The Worker of bench/deliveries.mjs: the product, a way to fill it with deliveries, and a bare read of as many rows.
import { listDeliveries } from "../src/delivery/tracking/service";
import { type DeliveryStatus, deliveryStatuses } from "../src/messages/message";
import { ctxOf, listApp, withProduct } from "./list-worker";

export * from "../src/index";

const pageSize = 50;

const app = listApp();

/**
 * Makes the deliveries of these numbers, each with a try: by one of ten accounts, to one of 20,000 destinations, for
 * one of 20,000 users. One in twenty failed, all of them by account 3.
 */
app.post("/bench/deliveries/:from/:to", async (c) => {
	const { from, to } = c.req.param();
	const numbers = "WITH RECURSIVE numbers (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?2)";
	const status = "iif(n % 20 = 3, 'failed', iif(n % 3 = 0, 'sent', 'delivered'))";
	const taker = "printf('prv%017d', n % 10)";
	await c.env.DB.batch([
		c.env.DB.prepare(
			`${numbers} INSERT INTO deliveries
				(id, channel, destination_hash, destination_masked, recipient_sealed, country, purpose, user_id, status,
				account_id, is_judged, expires_at, created_at, last_updated_at)
			SELECT printf('dlv%017d', n), 'SMS', printf('hash-%d', n % 20000), '+8190*****78', '', 'JP', 'verification',
				printf('00u%017d', n % 20000), ${status}, ${taker}, 1, 0, n, n FROM numbers`,
		).bind(Number(from), Number(to)),
		c.env.DB.prepare(
			`${numbers} INSERT INTO delivery_tries
				(delivery_id, position, account_id, provider_name, result, status, started_at, duration_ms)
			SELECT printf('dlv%017d', n), 0, ${taker}, 'twilio', 'accepted', ${status}, n, 100 FROM numbers`,
		).bind(Number(from), Number(to)),
	]);
	return c.json({});
});

/** What the list of deliveries shows, as the list reads it. */
app.get("/bench/list", async (c) => {
	const { user: userId, to: destinationHash, provider: accountId, status, after } = c.req.query();
	const known: DeliveryStatus | undefined = deliveryStatuses.find((one) => one === status);
	const filter = { userId, destinationHash, accountId, status: known, after };
	return c.json(await listDeliveries(ctxOf(c), { ...filter, limit: pageSize }));
});

/** As many rows with the same columns, in the order of an index, and nothing else. */
app.get("/bench/bare", async (c) => {
	const { results } = await c.env.DB.prepare("SELECT * FROM deliveries WHERE id < ? ORDER BY id DESC LIMIT ?")
		.bind(c.req.query("after") ?? "dlw", pageSize + 1)
		.all();
	return c.json({ items: results });
});

export default withProduct(app);
