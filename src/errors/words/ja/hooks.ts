// Japanese: why a hook can't be set up, what its service answered, and why a URL isn't called. PURE.
import type { hooks as english } from "../en/hooks";

export const hooks: Record<keyof typeof english, string> = {
	"another-hook-active": "有効にできるテレフォニーフックは 1 つだけです。先にほかのフックを無効にしてください。",
	"auth-scheme-missing":
		"テレフォニーフックには authScheme が必要です。サービスが正規のリクエストを見分けるために使います。",
	"header-twice": "同じヘッダーは 1 回だけ指定できます。authScheme のヘッダーは指定できません。",
	"hook-active": "フックは有効です。先に無効にしてください。",
	"hook-answer-malformed": "サービスの応答が、テレフォニーフックの形式ではありません。本文を確認してください。",
	"hook-answer-malformed-at": "サービスの応答が、テレフォニーフックの形式ではありません。{path} を確認してください。",
	"hook-answer-not-json": "サービスの応答が JSON ではありません。",
	"hook-answer-not-json-but": "サービスの応答が JSON ではありません ({mediaType} として届きました)。",
	"hook-answer-too-large": "サービスの応答が {kilobytes} KB を超えています。",
	"hook-channel": "使えるのは、シークレットのヘッダーを付けた HTTP だけです。OAUTH は使えません。",
	"hook-error": "サービスがエラーを返しました。",
	"hook-failed": "サービスがメッセージを送信できませんでした (FAILED)。",
	"hook-name-taken": "この名前は、ほかのインラインフックで使われています。",
	"hook-redirect": "サービスがリダイレクト ({status}) を返しました。リダイレクトには従いません。",
	"hook-secret-lost": "フックのシークレットを読み取れません。もう一度入力してください。",
	"hook-status": "サービスが 200 ではなく {status} を返しました。",
	"hook-timeout": "サービスが {seconds} 秒以内に応答しませんでした。",
	"hook-type": "種類は {type} だけを指定できます。",
	"hook-unreachable": "サービスに接続できないか、接続が途中で切れました。",
	"receiver-without-secret": "有効にする前に、シークレットを設定してください。",
	"source-name-taken": "この名前は、ほかの送信元で使われています。",
	"source-of-token": "ロールが SOURCE のトークンにだけ、送信元を指定してください。",
	"source-unknown": "この ID の送信元はありません。",
	"url-characters": "URL に空白、バックスラッシュ、または見えない文字が含まれています。",
	"url-credentials": "URL にユーザー名やパスワードを含めることはできません。",
	"url-loopback": "このコンピューター自身の URL は指定できません。",
	"url-not-https": "https:// で始まる URL を指定してください。",
	"url-not-whole": "https:// から始まる完全な URL を指定してください。",
	"url-port":
		"ポート {port} はウェブサービス用ではありません。443 か、ほかのサービスが使わない 1024 以上のポートを指定してください。",
	"url-private-host": "URL のホストは、社内などのネットワークでしか使えません。",
	"url-reserved-address": "URL のアドレスは、プライベートまたは予約済みです。",
	"url-too-long": "URL は {maximum} 文字以内で指定してください。",
};
