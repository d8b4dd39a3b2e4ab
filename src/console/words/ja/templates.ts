// The words of the texts of messages in Japanese. PURE.
import type { templatesWords as English, templatesFlash as EnglishFlash } from "../en/templates";

export const templatesWords = {
	templates: {
		title: "メッセージの文面",
		lead: "コードを送るときの文面です。用途ごとの標準の文面が英語と日本語で用意されています。独自の文面を設定すると、そちらを優先します。",
		channels: { SMS: "SMS", CALL: "電話", EMAIL: "メール", IM: "メッセージアプリ" },
		any: "すべての用途",
		purposes: {
			enrollment: "電話・アドレスの登録",
			verification: "サインイン時の確認",
			unlock: "アカウントのロック解除",
			reset: "パスワードのリセット",
		},

		texts: "用途とチャネル別の文面",
		textsLead:
			"用途別の文面は、すべての用途に共通の文面より優先されます。受け取る人の言語の文面があれば、それを送ります。",
		purpose: "用途",
		scope: "対象",
		everybodys: "すべてのアプリケーション",
		show: "表示",
		standard: "標準",
		common: "共通の文面",
		inherited: "継承",
		comma: "、",
		own: "独自",
		allLanguages: "すべての言語",

		textTitle: (channel, purpose) => `${channel}: ${purpose}`,
		textLead: (scope) => `対象は「${scope}」です。変更は30秒以内にすべての拠点で有効になります。`,
		languages: "言語",
		otherLanguage: "ほかの言語",
		otherLanguageHint: "言語コードで入力してください。地域や文字も指定できます。",
		open: "開く",
		yours: "独自の文面",
		yoursLead: "空欄の項目は未設定になり、「独自の文面がない場合」の内容が使われます。",
		subject: "件名",
		subjectHint: "件名はロック画面にも表示されるため、コードは入れられません。{1}は組織名になります。",
		subjectElsewhereHint: "件名に対応したサービスでだけ表示されます。",
		body: "本文",
		bodyHint:
			"{0}はコード、{1}は組織名、{2}は有効期限までの分数になります。アポストロフィは2つ続けて、波括弧は'{'のように引用符で囲んで書きます。",
		fromName: "送信者名",
		fromAddress: "送信元のアドレスまたは番号",
		fromHint: "空欄の場合は、プロバイダーのアカウントの設定を使います。",
		otherwise: "独自の文面がない場合",
		fromOurs: "標準の文面",
		fromScope: (scope) => `「${scope}」の文面`,
		preview: "プレビュー",
		noText: "独自の文面は設定されていません。",
		reset: "この文面を削除",
		resetTitle: (name) => `「${name}」の文面を削除しますか？`,
		resetText: (language) =>
			`独自の文面を、件名や送信者の設定とともに削除します（${language}）。以後は、独自の文面がない場合の文面が送られます。`,
		nothingToReset: "削除する独自の文面はありません。",

		sample: "届くメッセージ",
		spoken: "読み上げる内容",
		cost: (segments, encoding, units, room) => `${segments}通 · ${encoding} · ${units}/${room}`,
		costs: (least, most) => (least === most ? `${least}通` : `${least}～${most}通`),
		foreign: (segments, inGsm7) =>
			`次の文字はSMSの基本文字にないため、${segments}通になります。ほかの文字に置き換えると${inGsm7}通に収まります。`,
		unicode: "基本文字にない文字を含むため、1通に入る文字数は160文字ではなく70文字です。",
		double: "次の文字は2文字分として数えます。",
		wrong: "置き換えられない、または読み取れない箇所に印を付けています。",

		list: "SMSテンプレート",
		listLead:
			"特定の呼び出し元だけに使う文面です。コードの送信を依頼するときにIDを指定すると、ほかのどの文面よりも優先されます。",
		name: "名前",
		nameHint: "管理用の名前です。50文字以内で入力してください。",
		language: "言語",
		languageHint: "基本の文面の言語です。言語コードで入力してください。",
		template: "基本の文面",
		isCode: "コード",
		isOrganization: "組織名",
		templateHint: "161文字以内",
		translation: "翻訳",
		translationHint: "空欄にすると、この翻訳は削除されます。",
		newTranslation: "新しい翻訳",
		empty: "SMSテンプレートはまだありません",
		emptyLead: "特定のアプリケーションや送信元だけ文面を変える場合に追加してください。",
		add: "SMSテンプレートを追加",
		length: "通数",
		changed: "変更日時",
		id: "ID",
		type: "種類",
		typeOfCode: "確認コード",
		usedBy: "指定している受信元",
		created: "作成日時",
		facts: "テンプレートの情報",
		newTitle: "SMSテンプレートの追加",
		editTitle: (name) => `「${name}」の編集`,
		save: "保存",
		deletion: {
			title: (name) => `「${name}」を削除しますか？`,
			text: (languages) =>
				languages === 1
					? "文面を削除すると、元に戻すことはできません。"
					: `${languages}言語の文面を削除します。元に戻すことはできません。`,
			callers: "このIDを指定した送信には、以後、共通の文面が使われます。",
			sources: (count) => `${count}件の受信元がこのテンプレートを指定しています。`,
		},
		remove: "削除",
		removeNamed: (name) => `「${name}」を削除`,
	},
} satisfies typeof English;

/** What the pages of the texts say after an action. */
export const templatesFlash = {
	text: (name) => `「${name}」の文面を保存しました。`,
	reset: (name) => `「${name}」の独自の文面を削除しました。`,
	added: (name) => `テンプレート「${name}」を追加しました。`,
	saved: (name) => `テンプレート「${name}」を保存しました。`,
	deleted: (name) => `テンプレート「${name}」を削除しました。`,
} satisfies typeof EnglishFlash;
