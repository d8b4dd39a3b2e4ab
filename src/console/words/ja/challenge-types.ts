// The words of the challenge types in Japanese. PURE.
import type { padDevices } from "../../../settings/catalogue/challenge-types";
import type { challengeTypesWords as English, challengeTypesFlash as EnglishFlash } from "../en/challenge-types";

type Device = (typeof padDevices)[number];

/** By the shipped type whose processor it is. */
const processors: Readonly<Record<string, string>> = {
	ChallengeSMS: "コードをSMSで送信",
	ChallengeEmail: "コードをメールで送信",
	ChallengeIM: "コードをメッセージングサービスで送信",
	ChallengeVoice: "電話でコードを読み上げ",
	ChallengeToken: "トークンや認証アプリのコードを確認",
	ChallengeQuestion: "秘密の質問で確認",
	ChallengeRecoveryCode: "リカバリーコードで確認",
	ChallengeHelpDesk: "ヘルプデスクが伝えたコードで確認",
};

const devices: Readonly<Record<Device, string>> = {
	none: "通常の入力欄",
	DeviceHTMLControl: "通常の入力欄(既定)",
	DeviceTextPad: "テキストパッド",
	DeviceQuestionPad: "質問パッド",
	DevicePinPad: "数字パッド",
	DeviceKeyPadAlpha: "英数字キーパッド",
	DeviceKeyPadFull: "全文字キーパッド",
};

export const challengeTypesWords = {
	challengeTypes: {
		title: "チャレンジの種類",
		lead: "本人確認の方法です。本人が利用できる種類の中から、ポリシーが選びます。",
		list: "チャレンジの種類の一覧",
		name: "名前",
		does: "動作",
		processorOf: (processor) => (processor === null ? undefined : processors[processor]) ?? "対応する機能がないクラス",
		requires: "必要な情報",
		requiresNothing: "連絡先は不要",
		status: "状態",
		statuses: { ON: "有効", UNAVAILABLE: "無効", DISABLED: "使用停止", PROCESSOR: "不明なクラス" },
		codes: "送信するコード",
		codesLead: "製品が作成するコードに共通の設定です。",
		codeLength: "長さ",
		codeCharacters: "使用する文字",
		explain: {
			title: "利用できない理由の確認",
			lead: "上で選んだ設定に基づき、ユーザーが利用できる種類と、利用できない種類の理由を表示します。何も送信されません。",
			user: "ユーザーのログイン名またはID",
			button: "確認",
			of: (name) => `${name}さんが利用できる種類`,
			ofLead: "現時点の状態です。ポリシーによって、さらに絞り込まれることがあります。",
			result: "利用",
			yes: "可",
			no: "不可",
			why: "手段または理由",
			ready: "利用できます。",
			obstacles: {
				PROCESSOR: "クラスに対応する機能がありません。",
				UNAVAILABLE: "この種類は無効です。",
				DISABLED: "この種類は使用停止中か、ルールのアクションに指定できません。",
				INFO: "未登録または未確認の項目:",
				UNREACHABLE: "連絡先ディレクトリが応答しないため、登録状況が不明です。",
				DECLINED: "コードの受け取りを辞退しています。",
				POLICY: "適用される登録ポリシーにこの認証手段がないか、認証手段が無効です。",
				SENDER: "送信できるプロバイダーもフックもありません。",
				STOPPED: "この番号へのSMSを本人が停止しています。",
				NOTHING: "回答に使えるものを持っていません。",
			},
		},
		facts: "種類の情報",
		key: "キー",
		className: "クラス",
		texts: "文言",
		allTexts: "画面とメッセージのすべての文言",
		change: "変更",
		changeLead: "変更した箇所だけを保存します。30秒以内に全体へ反映されます。",
		available: "有効にする",
		availableHint: "有効にすると、必要な項目が登録ページに加わります。",
		enabled: "ルールで指定できるようにする",
		enabledHint: "オフにすると、この種類は存在しないものとして扱われます。",
		requiresHint: "すべて登録している人だけが利用できます。コードは、送信先として使える最初の項目に送られます。",
		displays: "画面に表示する情報",
		displaysHint: "送信先などを、一部を伏せて表示します。",
		textIn: {
			name: (language) => `名前(${language})`,
			description: (language) => `説明(${language})`,
			htmlLabel: (language) => `入力欄のラベル(${language})`,
		},
		life: "コードの有効期間(ミリ秒)",
		lifeHint: "1000から600000まで。5分は300000です。",
		inputType: "回答の入力欄",
		inputTypes: { text: "入力した文字を表示", password: "入力した文字を伏せる" },
		device: "入力に使う部品",
		deviceHint: "ポリシーで入力部品を選ばない場合に使われます。",
		deviceOf: (device) => devices[device as Device] ?? device,
	},
} satisfies typeof English;

/** What the pages of challenge types say after an action. */
export const challengeTypesFlash = {
	changed: "設定を保存しました。",
} satisfies typeof EnglishFlash;
