// The words of front page and API reference in Japanese. PURE.
import type { ErrorStatus } from "../errors";
import type { ReferenceWords } from "./en";

const counters = { characters: "文字", items: "個", number: "" };

const introduction = `
Tesseraは、ワンタイムパスコードの発行と検証を行うサービスです。管理APIのパスとデータ形式はOktaのAPIと同じなので、公式SDKをはじめとするOkta用のクライアントは、接続先とトークンを変えるだけでそのまま使えます。

すべてのリクエストに、APIトークンを \`Authorization: SSWS {token}\` ヘッダーで付けてください。トークンにはロールが1つあり、呼び出しに必要なロールは操作ごとに記載しています。

- \`SOURCE\`：送信を依頼した外部システム用。コードが入力されたかどうかの報告だけができます
- \`VERIFIER\`：コードを検証するアプリケーション用。検証以外はできません
- \`HELP_DESK\`：ユーザーを検索し、困っているユーザーをサポートできます
- \`READ_ONLY\`：すべてを閲覧できますが、変更はできません
- \`ADMINISTRATOR\`：すべての操作ができます

リクエストとレスポンスはJSONです。日時はISO 8601形式（UTC、ミリ秒まで）です。

一覧はページに分けて返します。次のページのアドレスは、\`Link\` ヘッダーに \`rel="next"\` として入ります。これがないページが最後のページです。カーソルの形式は予告なく変わるため、アドレスは加工せずにそのまま使ってください。

すべてのレスポンスに \`X-Okta-Request-Id\` が付きます。システムログにも同じIDが残るので、レスポンスとログを対応付けられます。
`.trim();

const meanings: Readonly<Record<ErrorStatus, string>> = {
	400: "リクエストの形式が正しくないか、値が受け付けられません。",
	401: "APIトークンが無効か、失効しています。",
	403: "APIトークンがないか、ロールに権限がないか、現在の状態では実行できません。",
	404: "指定されたIDのものは存在しません。",
	409: "既存のデータと競合します。",
	413: "リクエスト本文がサービスの上限を超えています。",
	429: "リクエストが多すぎるか、このユーザーの失敗回数が多すぎます。再試行できる時期は `Retry-After` に入ります。",
};

export const ja = {
	home: {
		title: "エッジで動くワンタイムパスコード",
		developmentServer: "開発用サーバー",
		heading: "ワンタイムパスコードを、一度だけ確実に判定",
		lead: "Tesseraは、ハードウェアトークンとソフトウェアトークンのコードをエッジで検証し、SMS、音声通話、メールでコードを送信します。各コードが使えるのは1回だけです。5回間違えるとユーザーは一定時間ロックされ、すべての試行がシステムログに残ります。管理APIはOkta互換なので、お使いのクライアントをそのまま利用できます。",
		health: "稼働状況",
		notes: {
			console: "管理者としてサインインし、アカウントを管理します",
			reference: "すべての操作のパラメーター、例、ロール、エラー",
			openApi: "同じ内容をプログラム向けに。コード生成に使えるOpenAPI 3.1",
			health: "サービスとデータベースの応答状況。監視に使えるJSON",
			inbox: "このサーバーが実際には送信せずに保管したメッセージ",
		},
		tryIt: "試してみる",
		demo: "デモは、このサーバーで主な処理を順に実行し、その内容を説明します。まず認証手段とユーザーを作成し、トークンを登録してコードを検証します。使用済みのコードや当て推量のコードがどう扱われるかも確かめます。続いて、受信箱、フック経由、停止中のプロバイダーがある場合の3通りでコードを送信します。",
		runDemo: "デモを実行する",
		demoComment: "このサーバーの起動中に、リポジトリのフォルダーで実行",
		callYourself:
			"APIを直接呼び出すには、初回起動時に `.dev/credentials.json` に書き込まれた管理者トークンを使います。",
		firstCall: "最初の呼び出し",
	},

	contents: "目次",
	startHere: "はじめに",
	introductionTitle: "概要",
	introduction,
	baseAddress: "ベースURL",
	anError: "エラーの例",

	needsNoToken: "トークン不要",
	roles: "ロール",
	pathParameters: "パスパラメーター",
	queryParameters: "クエリパラメーター",
	requestBody: "リクエスト本文",
	mayBeLeftOut: "省略できます。",
	request: "リクエスト",
	answer: "レスポンス",
	answerWith: (status) => `レスポンス ${status}`,
	emptyAnswer: "本文なし",
	answerFields: "レスポンスのフィールド",

	required: "必須",
	alternative: (number) => `選択肢${number}`,
	fieldsOf: (name) => `\`${name}\` のフィールド`,
	oneOf: "次のいずれか",
	always: "固定値",
	byDefault: "既定値",
	forExample: "例",
	comma: "、",
	exactly: (count, unit) => `${count}${counters[unit]}ちょうど`,
	atLeast: (count, unit) => `${count}${counters[unit]}以上`,
	atMost: (count, unit) => `${count}${counters[unit]}以下`,
	between: (least, most, unit) => `${least}～${most}${counters[unit]}`,
	anyType: "任意の型",
	listOfAny: "配列",
	listOf: (type) => `${type}の配列`,
	oneTypeOf: (types) => types.join("または"),

	errors: "エラー",
	aboutErrors:
		"エラーはすべて同じ形式です。プログラムでは `errorCode` で判断してください。文言は変わることがありますが、コードは変わりません。拒否された項目とその理由は `errorCauses` に入ります。お問い合わせの際は `errorId` をお知らせください。",
	status: "ステータス",
	code: "コード",
	summary: "概要",
	meaning: (status) => meanings[status],
} satisfies ReferenceWords;
