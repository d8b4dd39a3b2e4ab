// The words of the inbound sources in Japanese. PURE.
import type { inboundWords as English, inboundFlash as EnglishFlash } from "../en/inbound";

export const inboundWords = {
	inbound: {
		title: "送信元",
		lead: "Oktaのテレフォニーフックなど、コードの送信をTesseraに依頼する外部システムです。コードの検証は送信元が行います。",
		list: "送信元の一覧",
		add: "送信元を追加",
		name: "名前",
		nameHint: "組織の名前など、わかりやすい名前を付けてください。同じ名前は使用できません。",
		status: "状態",
		on: "受付中",
		off: "無効",
		type: "システム",
		types: { okta: "Oktaの組織" },
		changed: "変更日時",
		created: "作成日時",
		edit: "編集",
		switchOn: "有効にする",
		switchOff: "無効にする",
		remove: "削除",

		facts: "設定",
		id: "ID",
		template: "SMSテンプレート",
		ownText: "送信元から届いた本文",
		sender: "SMSの送信者名",
		accountSender: "アカウントの設定どおり",
		counts: "コードの入力結果",
		countsYes: "使用する（通知された結果を番号帯の判定に使います）",
		countsNo: "使用しない（この送信元のメッセージは番号帯の判定に含まれません）",
		limits: "この送信元の制限",
		limitsNone: "個別の制限はありません。全体の制限が適用されますが、IPアドレスの制限は適用されません。",
		limitsSome: "個別の制限がある項目:",

		connection: "Oktaに入力する内容",
		connectionLead: "Oktaの管理コンソールでテレフォニーのインラインフックを追加し、次の内容を入力してください。",
		url: "URL",
		header: "Authentication field",
		secret: "Authentication secret",
		secretKept: "設定済み（表示できません）",
		secretMissing: "未設定",
		newSecret: "シークレットを再発行",
		firstSecret: "シークレットを発行",
		events: "イベントフック",
		eventsLead:
			"送信には必要ありません。次のイベントを登録すると、正しいコードが入力されたことがOktaから通知されます。",
		eventTypes: "イベント",

		shownOnce: "シークレット（表示は今回のみ）",
		shownOnceEvents: "イベントフックのシークレット（表示は今回のみ）",
		keep: "今すぐOktaにコピーしてください。後から表示することはできませんが、いつでも再発行できます。",

		requests: "最近のリクエスト",
		requestsLead: "過去1日分を新しい順に表示しています。",
		noRequests: "過去1日のリクエストはありません。",
		time: "日時",
		request: "リクエスト",
		answer: "応答",
		answers: { sent: "送信済み", pending: "送信済み（未確認）", refused: "拒否" },
		noAnswer: "応答前",
		delivery: "配信",
		open: "配信を表示",
		reason: "理由",

		removal: "この送信元の削除",
		removalOn: "受付中は削除できません。先に無効にしてください。",
		removalFirst: "最初の送信元は無効にできますが、削除はできません。アドレスがAPIの一部であるためです。",
		removalOpen: "無効になっているため、削除できます。この送信元からの配信履歴は、30日間残ります。",

		form: {
			newTitle: "Oktaの組織を追加",
			newLead: "追加すると、Oktaに入力するURLとシークレットが表示されます。",
			add: "送信元を追加",
			editTitle: (name) => `「${name}」の編集`,
			header: "シークレットのヘッダー",
			headerHint: "Oktaの認証フィールドに入力した名前です。",
			eventHeader: "イベントフックのシークレットのヘッダー",
			templateHint: "この送信元のSMSは、すべてこのテンプレートで作成されます。",
			senderHint:
				"電話番号、ショートコード、または名前です。対応するプロバイダーでだけ使われます。空欄の場合は、アカウントの設定どおりです。",
			counts: "コードの入力結果を使用する",
			countsHint:
				"入力されたコードが送信元から通知される場合に有効にしてください。通知がないと、すべての番号帯が不正に見えます。",
			limits: "個別の制限",
			limitsHint:
				"すべて空欄のグループには、全体の制限が適用されます。Oktaには独自の待ち時間があるため、秒数は通常0にします。",
			asAll: "全体の制限に従う",
			save: "保存",
		},
		switchingOff: {
			title: (name) => `「${name}」を無効にしますか？`,
			text: "30秒以内にリクエストを受け付けなくなり、この組織のユーザーにTesseraからコードが届かなくなります。",
		},
		deletion: {
			title: (name) => `「${name}」を削除しますか？`,
			text: "アドレスとシークレットは使用できなくなります。元に戻すことはできません。",
		},
		secretPage: {
			title: (name) => `「${name}」のシークレットを再発行しますか？`,
			text: "30秒以内に古いシークレットは使用できなくなります。新しいシークレットをOktaに入力するまで、リクエストは拒否され、ユーザーにコードが届きません。",
			first: "新しいシークレットは一度だけ表示されます。Oktaにコピーしてください。",
		},
		eventSecretPage: {
			title: (name) => `「${name}」のイベントフックのシークレットを発行しますか？`,
			text: "古いシークレットがある場合は、30秒以内に使用できなくなります。新しいシークレットをOktaに入力するまで、結果は通知されません。コードの送信には影響しません。",
		},
	},
} satisfies typeof English;

/** What the pages of inbound sources say after an action. */
export const inboundFlash = {
	added: (name) => `「${name}」を追加しました。リクエストの受付を開始しました。`,
	saved: (name) => `「${name}」を保存しました。`,
	on: (name) => `「${name}」を有効にしました。`,
	off: (name) => `「${name}」を無効にしました。`,
	deleted: (name) => `「${name}」を削除しました。`,
	secret: (name) => `「${name}」の新しいシークレットを発行しました。`,
} satisfies typeof EnglishFlash;
