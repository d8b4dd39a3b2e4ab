import { describe, expect, it } from "vitest";
import { createWorld, unique } from "../../support/world";
import { send } from "../receipts/reports";
import { nextCountry } from "../sends";

const envelope = (body: string) =>
	new Response(
		`<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`,
	);

/** An operator that speaks Parlay X. It takes every message, and tells the message's status only when asked. */
async function createOperator() {
	const operator = { word: "MessageWaiting", queries: 0 };
	const fetch = async (_: RequestInfo | URL, init?: RequestInit) => {
		if (!String(init?.body).includes("getSmsDeliveryStatus")) {
			return envelope("<sendSmsResponse><result>req-1</result></sendSmsResponse>");
		}
		operator.queries += 1;
		if (operator.word === "") return new Response("busy", { status: 503 });
		const result = `<result><address>tel:14155550199</address><deliveryStatus>${operator.word}</deliveryStatus></result>`;
		return envelope(`<getSmsDeliveryStatusResponse>${result}</getSmsDeliveryStatusResponse>`);
	};
	const world = await createWorld({ fetch: fetch as typeof globalThis.fetch });
	const account = await world.call("POST", "/api/v1/provider-accounts", {
		name: unique("operator"),
		driver: "parlayx",
		config: { endpoint: "https://sdp.example.com/parlayx/SendSmsService" },
	});
	const country = nextCountry();
	const route = { name: unique("route"), conditions: { originCountries: [country] }, providers: [account.body.id] };
	const made = await world.call("POST", "/api/v1/delivery-routes", route);
	if (made.status !== 200) throw new Error(JSON.stringify([account.body, made.body]));
	const { id } = await send(world, country);
	const switchOff = () => world.call("POST", `/api/v1/provider-accounts/${account.body.id}/lifecycle/deactivate`);
	const look = async () => (await world.call("GET", `/api/v1/deliveries/${id}`)).body;
	return { operator, look, switchOff };
}

describe("a provider without callbacks", () => {
	it("is asked when somebody looks, until the status is final", async () => {
		const { operator, look } = await createOperator();
		expect((await look()).status).toBe("queued");
		operator.word = "DeliveredToTerminal";
		expect((await look()).status).toBe("delivered");
		const { queries } = operator;
		expect((await look()).status).toBe("delivered");
		expect(operator.queries).toBe(queries);
	});

	it("is asked also after it was switched off", async () => {
		const { operator, look, switchOff } = await createOperator();
		expect((await switchOff()).status).toBe(200);
		operator.word = "DeliveredToTerminal";
		expect((await look()).status).toBe("delivered");
	});

	it("leaves the known status when it doesn't answer", async () => {
		const { operator, look } = await createOperator();
		operator.word = "";
		expect((await look()).status).toBe("queued");
		expect(operator.queries).toBe(1);
	});
});
