// The words of the inbox's page in Japanese. PURE.
import type { InboxWords } from "./en";

export const ja = {
	lead: "プロバイダー `inbox` が、実際には送信せずに保管したメッセージです。内容は暗号化されていないため、このページは開発環境でのみ利用できます。",
	channels: { SMS: "SMS", CALL: "音声通話", EMAIL: "メール", IM: "チャット" },
	empty: "届いたメッセージはまだありません。",
	emptyFor: (to) => `${to} 宛てのメッセージはまだありません。`,
	to: "宛先",
	filter: "絞り込む",
	showAll: "すべて表示",
	emptyInbox: "受信箱を空にする",
	refreshEvery: (seconds) => `${seconds}秒ごとに更新する`,
	stopRefreshing: "自動更新を止める",
	receivedAt: (at) => `${at.slice(0, 10).replaceAll("-", "/")} ${at.slice(11, 19)} UTC`,
} satisfies InboxWords;
