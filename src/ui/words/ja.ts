// The words that the parts of all pages say, in Japanese. PURE.
import type { UiWords } from "./en";

export const ja = {
	skipLink: "本文へ移動",
	menu: "メニュー",
	site: "サイト",
	titled: (title) => `${title} · Tessera`,
	pages: {
		console: "管理コンソール",
		inbox: "受信箱",
		reference: "APIリファレンス",
		openApi: "OpenAPI",
	},
	copy: "コピー",
	copied: "コピーしました",
	showPassword: "表示",
	hidePassword: "非表示",
	listPages: "一覧のページ",
	firstPage: "最初のページ",
	nextPage: "次のページ",
	asTable: "表で見る",
	optional: "任意",
	pleaseCheck: "入力内容をご確認ください。",
	order: {
		title: "並べ替え",
		up: "上へ",
		down: "下へ",
		upOf: (name) => `「${name}」を上へ移動`,
		downOf: (name) => `「${name}」を下へ移動`,
		moveTo: "移動",
		positionOf: (name) => `「${name}」の新しい順位`,
		moveToOf: (name) => `「${name}」をこの順位へ移動`,
	},
} satisfies UiWords;
