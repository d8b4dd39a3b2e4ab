// What the Amazon drivers share: the account's keys, signed requests (Signature Version 4), the errors of all services.
import { AwsV4Signer } from "aws4fetch";
import * as z from "zod";
import { reason } from "../../errors/cause";
import type { DriverIo } from "../driver";
import { DeliveryError, type DeliveryErrorKind } from "./error";
import { callProvider, kindOfStatus, type ProviderAnswer } from "./http";

export const awsRegion = z
	.string()
	.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, reason("aws-region"))
	.meta({ title: "Region", description: "The AWS region that sends", examples: ["eu-west-1"] });

export const AwsSecrets = z.object({
	accessKeyId: z
		.string()
		.regex(/^\w{16,128}$/)
		.meta({ title: "Access key ID", description: "Of an IAM user that may do nothing but send", examples: ["AKIA…"] }),
	secretAccessKey: z
		.string()
		.min(1)
		.max(128)
		.meta({ title: "Secret access key", description: "The other half of the access key" }),
});

interface AwsRequest {
	/** The name that the signature is bound to. It may differ from the first part of the host. */
	service: string;
	region: string;
	url: string;
	headers: Record<string, string>;
	body: string;
}

/** Makes a signed POST. The signature holds our time, and AWS refuses a time that is more than five minutes off. */
export async function callAws(
	io: DriverIo,
	secrets: z.infer<typeof AwsSecrets>,
	request: AwsRequest,
): Promise<ProviderAnswer> {
	const signer = new AwsV4Signer({
		...secrets,
		...request,
		method: "POST",
		datetime: new Date(io.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, ""),
		// The content type is signed, too, as in the vendor's own SDKs.
		allHeaders: true,
	});
	const { headers } = await signer.sign();
	return callProvider(io, request.url, { method: "POST", headers, body: request.body });
}

/**
 * What any service may answer. JSON services give most of these with 400, so the status alone says too little.
 * Source: docs.aws.amazon.com, common errors.
 */
const commonFailureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		AccessDeniedException: "misconfigured", // the IAM user may not do this
		ExpiredTokenException: "misconfigured", // the keys have expired
		IncompleteSignatureException: "misconfigured", // the signature isn't one of AWS's form
		InternalError: "unknown", // an error inside AWS
		InternalFailure: "unknown", // an error inside AWS
		InternalServerException: "unknown", // an error inside AWS
		InvalidSignatureException: "misconfigured", // a wrong secret key, or a clock that is off
		MissingAuthenticationTokenException: "misconfigured", // no keys
		OptInRequired: "misconfigured", // the account hasn't subscribed to the service
		RequestLimitExceeded: "temporary", // too many requests
		ServiceUnavailable: "temporary", // the service is unavailable for a moment
		Throttled: "temporary", // too many requests
		Throttling: "temporary", // too many requests
		ThrottlingException: "temporary", // too many requests
		TooManyRequestsException: "temporary", // too many requests
		UnrecognizedClientException: "misconfigured", // no such access key
	}),
);

/**
 * The failure that an answer means.
 * @param kinds what the service's own codes and reasons mean; a reason (`DESTINATION_…`) goes before its code
 */
export function awsFailure(
	answer: ProviderAnswer,
	kinds: ReadonlyMap<string, DeliveryErrorKind> = new Map(),
): DeliveryError {
	const code = errorCode(answer);
	const reason = ErrorBody.safeParse(answer.json).data?.Reason;
	const kind =
		kinds.get(reason ?? "") ??
		kinds.get(code ?? "") ??
		commonFailureKinds.get(code ?? "") ??
		kindOfStatus(answer.status);
	return new DeliveryError(kind, "AWS refused the message", reason ?? code);
}

const ErrorBody = z.object({ __type: z.string().optional(), Reason: z.string().optional() });

/** REST services name the error in a header, JSON services in `__type`, old query services in XML. */
function errorCode(answer: ProviderAnswer): string | null {
	const named =
		answer.headers.get("x-amzn-errortype") ??
		ErrorBody.safeParse(answer.json).data?.__type ??
		/<Code>([^<]+)<\/Code>/.exec(answer.text)?.[1];
	// `aws.namespace#ThrottlingException`, `ThrottlingException:http://internal…`
	return named?.split("#").at(-1)?.split(":")[0] ?? null;
}
