// What properties are for, in the reader's language: by the English meanings of the catalogue. PURE.
import type { Language } from "../../languages";

/** A meaning that isn't here is shown in English. A test says which is missing. */
const japanese: Readonly<Record<string, string>> = {
	// Fields of users.
	"What the enumeration of fields is for": "項目の列挙の用途",
	"The number of the field, which no other field has": "項目の番号（ほかの項目と重複できません）",
	"The label of the field": "項目のラベル",
	"The text that explains the field": "項目の説明文",
	"The name of the HTML input": "HTMLの入力欄の名前",
	"The type of the HTML input": "HTMLの入力欄の種類",
	"The value that a check box must give": "チェックボックスに必要な値",
	"How many characters the field takes": "項目に入力できる文字数",
	"Whether the field must be filled in": "項目の入力を必須にするかどうか",
	"The place of the field on its page": "ページ内での項目の順番",
	"Whether the field is shown": "項目を表示するかどうか",
	"The expression that the whole value must match": "値全体が一致しなければならない正規表現",
	"Which error text is shown when the value doesn't match": "値が一致しないときに表示するエラー文",
	"Where the value is kept": "値の保存先",
	"What the enumeration of texts is for": "文章の列挙の用途",
	"The number of the text": "文章の番号",
	"The title of a text that opens": "開いて読む文章の題名",
	"The text that opens": "開いて読む文章",
	"Whether the text can be opened": "文章を開けるようにするかどうか",
	"What is said of a value that doesn't match": "値が一致しないときの説明",
	"Begins the keys of contact values": "連絡先の値のキーの先頭",
	"Begins the keys of contact flags": "連絡先のフラグのキーの先頭",

	// Challenge types, their pages and their messages.
	"What the enumeration of challenge types is for": "チャレンジの種類の列挙の用途",
	"The number of the type, which no other type has": "種類の番号（ほかの種類と重複できません）",
	"What the type is called": "種類の名前",
	"What the type is": "種類の説明",
	"What makes, sends and checks the answer": "答えの作成、送信、確認を行う処理",
	"Fields that a user must have filled in": "ユーザーが入力済みでなければならない項目",
	"Fields that the page shows, masked": "ページに一部を伏せて表示する項目",
	"Whether the type is ready, and may be offered": "種類の準備ができていて、提示できるかどうか",
	"Whether there is this type": "この種類を使うかどうか",
	"Whether the answer is a code for one use": "答えが1回限りのコードかどうか",
	"The life of a code in ms": "コードの有効期間（ミリ秒）",
	"The label of the plain input": "通常の入力欄のラベル",
	"The type of the plain input": "通常の入力欄の種類",
	"The text of the challenge page": "チャレンジページの文章",
	"The label of the check box that remembers the device": "端末を記憶するチェックボックスのラベル",
	"The button of the challenge page": "チャレンジページのボタン",
	"What a wrong code is told": "コードが違うときの説明",
	"What the answer is typed on": "答えを入力する画面",
	"Whether policies choose what is typed on": "入力する画面をポリシーで選ぶかどうか",
	"Accessible pads. Ours always are": "入力パッドのアクセシビリティ（常に対応しています）",
	"Whether an answer to a question can be read while it is typed": "質問の答えを入力中に表示するかどうか",
	"The subject of the message. It holds no code, because locked screens show subjects":
		"メッセージの件名（ロック画面にも表示されるため、コードは入れられません）",
	"The text of the message, with {0} for the code": "メッセージの本文（{0}はコード）",
	"The subject of the message when the code is for: enrollment. It holds no code, because locked screens show subjects":
		"登録用のコードの件名（ロック画面にも表示されるため、コードは入れられません）",
	"The text of the message when the code is for: enrollment, with {0} for the code":
		"登録用のコードの本文（{0}はコード）",
	"The subject of the message when the code is for: verification. It holds no code, because locked screens show subjects":
		"確認用のコードの件名（ロック画面にも表示されるため、コードは入れられません）",
	"The text of the message when the code is for: verification, with {0} for the code":
		"確認用のコードの本文（{0}はコード）",
	"The subject of the message when the code is for: unlock. It holds no code, because locked screens show subjects":
		"ロック解除用のコードの件名（ロック画面にも表示されるため、コードは入れられません）",
	"The text of the message when the code is for: unlock, with {0} for the code":
		"ロック解除用のコードの本文（{0}はコード）",
	"The subject of the message when the code is for: reset. It holds no code, because locked screens show subjects":
		"パスワードのリセット用のコードの件名（ロック画面にも表示されるため、コードは入れられません）",
	"The text of the message when the code is for: reset, with {0} for the code":
		"パスワードのリセット用のコードの本文（{0}はコード）",
	"The name that the message comes from": "メッセージの送信者名",
	"The address, number or sender name that the message comes from":
		"メッセージの送信元のアドレス、番号、または送信者名",
	"How many characters a code has": "コードの文字数",
	"What codes are made of": "コードに使う文字",

	// Registration, preferences and waiting.
	"Whether users register their contact data": "ユーザーに連絡先を登録させるかどうか",
	"Whether users may change their contact data": "ユーザーが連絡先を変更できるかどうか",
	"Whether users may decline codes": "ユーザーがコードの受信を断れるかどうか",
	"Where it is kept that a user declined": "受信を断ったことの保存先",
	"Whether the registration page has the button": "登録ページにボタンを表示するかどうか",
	"Whether the preferences have the button": "設定ページにボタンを表示するかどうか",
	"Whether devices are remembered": "端末を記憶するかどうか",
	"Whether the contact page offers it": "連絡先のページで提示するかどうか",
	"Whether the page of questions offers it": "質問のページで提示するかどうか",
	"Whether users may forget this device": "ユーザーがこの端末の登録を解除できるかどうか",
	"Whether users may forget all devices": "ユーザーがすべての端末の登録を解除できるかどうか",
	"The title of the registration page": "登録ページの題名",
	"What the registration page begins with": "登録ページの冒頭の文章",
	"The button to go on": "次へ進むボタン",
	"The text beside the button to decline": "断るボタンの横の文章",
	"The button to decline": "断るボタン",
	"How often the waiting page asks, each time it is shown": "待機ページが表示のたびに問い合わせる回数",
	"Time in ms between two questions": "問い合わせの間隔（ミリ秒）",
	"Longest wait in ms without news": "変化がないときに待つ最長の時間（ミリ秒）",
	"Time in ms the page stays": "ページを表示し続ける時間（ミリ秒）",

	// Rules.
	"What the enumeration of actions is for": "アクションの列挙の用途",
	"The number of an action of rules": "ルールのアクションの番号",
	"What the action is called": "アクションの名前",
	"What the action does": "アクションの内容",
	"Whether rules may name the action": "ルールでアクションを指定できるかどうか",
	"Time in ms until a lock of a policy ends; 0: until somebody unlocks the user":
		"ポリシーによるロックが終わるまでの時間（ミリ秒）。0の場合は、解除されるまで続きます",

	// Delivery.
	"Words that end text messages to the number they come from, with commas between":
		"受信した番号へのSMSを停止する言葉（カンマ区切り）",
	"Words that bring text messages back, with commas between": "SMSを再開する言葉（カンマ区切り）",
	"Words that ask for help, with commas between": "案内を求める言葉（カンマ区切り）",
	"The answer to a word that asks for help, once a day for each number. {1} is the organization":
		"案内を求める言葉への返信（番号ごとに1日1回。{1}は組織名）",
	"URL of the messaging service": "メッセージングサービスのURL",
	"URL of the Parlay X service": "Parlay XサービスのURL",
	"Whether Parlay X sends, and not the messaging service": "メッセージングサービスの代わりにParlay Xで送信するかどうか",
	"User name for either service": "どちらのサービスにも使うユーザー名",
	"Password for either service": "どちらのサービスにも使うパスワード",
	"Security policies of the service, with commas between": "サービスのセキュリティポリシー（カンマ区切り）",
	"Address that e-mail comes from": "メールの送信元アドレス",
	"Host of the mail server": "メールサーバーのホスト",
	"Port of the mail server": "メールサーバーのポート",
	"TLS: STARTTLS; SSL: TLS from the start": "TLS: STARTTLS、SSL: 最初からTLS",
	"User name for the mail server": "メールサーバーのユーザー名",
	"Password for the mail server": "メールサーバーのパスワード",
	"Host of the operator's SMSC": "通信事業者のSMSCのホスト",
	"System id that sends": "送信用のシステムID",
	"Password of the system id that sends": "送信用のシステムIDのパスワード",
	"System type of what sends": "送信用のシステムタイプ",
	"System id that receives": "受信用のシステムID",
	"Password of the system id that receives": "受信用のシステムIDのパスワード",
	"System type of what receives": "受信用のシステムタイプ",
	"Port for messages": "メッセージ用のポート",
	"Port for receipts": "配信結果用のポート",
	"How texts are written": "本文の文字コード",
	"Number or name that messages come from": "メッセージの送信元の番号または名前",
	"The group between the application and the default": "アプリケーションと共通設定の間に入るグループ",

	// Notices.
	"What a user is told when a factor became active": "認証要素が有効になったときの通知",
	"What a user is told when a token was moved to another authenticator": "トークンが別の認証手段へ移されたときの通知",
	"What a user is told when a factor was removed": "認証要素が削除されたときの通知",
	"What a user is told when all factors were removed": "すべての認証要素が削除されたときの通知",
	"What a user is told when a number or an address was added, or replaced another one":
		"番号またはアドレスが追加または変更されたときの通知",
	"What a user is told when contact data were reset": "連絡先がリセットされたときの通知",
	"What a user is told when security questions were answered": "秘密の質問の答えが登録されたときの通知",
	"What a user is told when security questions were removed": "秘密の質問が削除されたときの通知",
	"What a user is told when the security phrase was set or removed": "合言葉が設定または削除されたときの通知",
	"What a user is told when recovery codes were made": "リカバリーコードが作成されたときの通知",
	"What a user is told when a recovery code was used": "リカバリーコードが使われたときの通知",
	"What a user is told when customer care reset all that a user is challenged by":
		"サポートがチャレンジの情報をすべてリセットしたときの通知",
	"What a user is told when devices are no longer registered": "端末の登録が解除されたときの通知",
	"What a user is told when customer care lets the user pass a block for a while":
		"サポートがブロックを一時的に解除したときの通知",
	"What a user is told when the help desk made a code": "ヘルプデスクがコードを発行したときの通知",
	"What a user is told when 20 wrong codes in a row were entered": "コードを続けて20回間違えたときの通知",
	"What a user is told when 50 wrong codes in a row were entered": "コードを続けて50回間違えたときの通知",
	"What a user is told when 100 wrong codes in a row were entered": "コードを続けて100回間違えたときの通知",
	"The subject of e-mails about what has happened to an account": "アカウントに起きたことを知らせるメールの件名",
	"The text of such an e-mail: {3} is what has happened, and {4} when":
		"そのメールの本文（{3}は起きたこと、{4}は日時）",
	"The same as a text message, for a user without an e-mail address":
		"メールアドレスのないユーザーに送る、同じ内容のSMS",
};

export const meaningIn = (language: Language, meaning: string): string =>
	language === "ja" ? (japanese[meaning] ?? meaning) : meaning;

export const translatedMeanings: readonly string[] = Object.keys(japanese);
