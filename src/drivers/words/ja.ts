// What drivers say of their settings, in Japanese: by their English titles and descriptions. PURE.

/** A text that isn't here is shown in English. Texts that are the same in both languages are here too. */
export const ja: Readonly<Record<string, string>> = {
	// Titles.
	"API key SID": "APIキーのSID",
	"API key secret": "APIキーのシークレット",
	"API key": "APIキー",
	"API secret": "APIシークレット",
	"API version": "APIのバージョン",
	"Access key ID": "アクセスキーID",
	"Access token": "アクセストークン",
	"Account SID": "アカウントSID",
	"App secret": "アプリシークレット",
	"Application ID": "アプリケーションID",
	"Auth token": "認証トークン",
	"Bind mode": "バインドモード",
	"Bot token": "ボットトークン",
	"Channel access token": "チャネルアクセストークン",
	"Configuration set": "設定セット",
	"Default encoding": "既定の文字コード",
	"Default sender address": "既定の送信元アドレス",
	"Delivery receipts": "配信結果の通知",
	"E-mail sender": "メールの送信元",
	Endpoint: "エンドポイント",
	"Event webhook verification key": "イベントWebhookの検証キー",
	"From address": "送信元のメールアドレス",
	"From name": "送信者名",
	From: "送信元",
	"Highest price": "料金の上限",
	"Instant messaging sender": "インスタントメッセージの送信元",
	"Message ids in receipts": "通知に含まれるメッセージID",
	"Messaging profile ID": "メッセージングプロファイルのID",
	"Messaging service SID": "メッセージングサービスのSID",
	Namespace: "名前空間",
	"Origination identity": "発信元ID",
	"Origination number": "発信元の電話番号",
	Password: "パスワード",
	"Phone number ID": "電話番号ID",
	Port: "ポート",
	"Private key": "秘密鍵",
	"Protect configuration": "保護設定",
	"Public key": "公開鍵",
	"Receipt topic": "配信結果のトピック",
	"Receiver password": "受信用のパスワード",
	"Receiver port": "受信用のポート",
	"Receiver system id": "受信用のシステムID",
	"Receiver system type": "受信用のシステムタイプ",
	Region: "リージョン",
	"SMS sender": "SMSの送信元",
	"Secret access key": "シークレットアクセスキー",
	"Security policy": "セキュリティポリシー",
	Security: "暗号化",
	"Sender ID": "送信者ID",
	"Sender name": "送信者名",
	"Sender numbering plan": "送信元の番号計画",
	"Sender type of number": "送信元の番号種別",
	Sender: "送信元",
	Server: "サーバー",
	"Service id": "サービスID",
	"Signature method": "署名の方式",
	"Signature secret": "署名シークレット",
	"Signing secret": "署名シークレット",
	"System id": "システムID",
	"System type": "システムタイプ",
	TLS: "TLS",
	"Template languages": "テンプレートの言語",
	Template: "テンプレート",
	Token: "トークン",
	"Transmitter password": "送信用のパスワード",
	"Transmitter port": "送信用のポート",
	URL: "URL",
	"User name": "ユーザー名",
	"Verify token": "検証トークン",
	"Way of sending": "送信方法",
	"Webhook signing secret": "Webhookの署名シークレット",
	Window: "ウィンドウ",

	// Descriptions.
	"The AWS region that sends": "送信に使うAWSリージョンです。",
	"An address that the provider knows as yours": "プロバイダーで所有を確認済みのアドレスです。",
	"What mail programs show beside the address": "メールソフトでアドレスと一緒に表示される名前です。",
	"The set that says where SES reports deliveries and bounces to":
		"配信とバウンスの通知先を定めた、SESの設定セットです。",
	"The ARN of the SNS topic that posts receipts to us. Without it receipts are refused.":
		"配信結果を通知するSNSトピックのARNです。指定しない場合、配信結果は受け付けません。",
	"Of an IAM user that may do nothing but send": "送信だけを許可したIAMユーザーのものです。",
	"The other half of the access key": "アクセスキーIDと対になる値です。",
	"The number, sender ID or pool to send from: itself, its ID or its ARN. Calls need one; for text messages AWS can choose.":
		"送信に使う電話番号、送信者ID、またはプールです。その値のほか、IDやARNでも指定できます。音声通話では必須です。SMSではAWSに任せられます。",
	"The name or ARN of the set that says where AWS reports deliveries to":
		"配信結果の通知先を定めた設定セットの名前またはARNです。",
	"The ID of AWS's own rules for allowed countries, where they shall apply to this account only":
		"送信を許可する国をAWS側で制限し、このアカウントだけに適用する場合に、そのIDを指定します。",
	"What the phone shows as the sender, in countries that allow it":
		"電話に表示される送信者です。使用できる国は限られます。",
	"One of the account's numbers to send from. Without it SNS takes one that fits the country.":
		"アカウントが所有する電話番号です。指定しない場合、宛先の国に合わせてSNSが選択します。",
	"US dollars for one message. SNS doesn't send what would cost more.":
		"1通あたりの金額（米ドル）です。これを超えるメッセージは送信されません。",
	"A long-lived token of your Messaging API channel": "Messaging APIチャネルの、長期のトークンです。",
	"URL of the service, with HTTPS": "サービスのURLです。HTTPSを使用します。",
	"Leave it empty for a service that asks for no login": "ログインが不要なサービスでは、空のままにしてください。",
	"Operators also run v2_2, v2_3 and later ones": "通信事業者によっては、v2_2、v2_3、またはそれ以降を使用しています。",
	"How user name and password are sent: WS-Security with the password or a digest of it, or Huawei's header":
		"ユーザー名とパスワードの送信方法です。WS-Securityでパスワードまたはダイジェストを送信するか、Huaweiのヘッダーを使用します。",
	"Only in Huawei's header, when the operator gave one":
		"Huaweiのヘッダーを使い、通信事業者から指定された場合だけ入力します。",
	"Empty: the operator's default for the account": "空の場合は、通信事業者がアカウントに定めた既定値になります。",
	"Needed with a user name": "ユーザー名を指定した場合に必要です。",
	"With sending access to the domain of the from address": "送信元アドレスのドメインからの送信を許可したキーです。",
	"Resend shows it beside the webhook that you add there": "Resendで追加したWebhookの画面に表示されます。",
	"`eu` for a subuser whose data stays in the European Union": "データをEU域内に保管するサブユーザーでは`eu`です。",
	"SendGrid shows it once the signed event webhook is switched on. Without it no receipt is believed.":
		"SendGridで署名付きイベントWebhookを有効にすると表示されます。指定しない場合、配信結果は受け付けません。",
	"With access to Mail Send and nothing else": "Mail Sendだけを許可したキーです。",
	"Of an app with the scopes chat:write and im:write": "スコープchat:writeとim:writeを持つアプリのトークンです。",
	"Host of the operator's SMSC": "通信事業者のSMSCのホストです。",
	"One session for messages and receipts, or one for each where the operator wants two":
		"メッセージと通知に共通のセッションを1つ使うか、通信事業者の指定に応じて1つずつ使います。",
	"Port for messages, and for receipts too when one session does both. Often 3550 with TLS, 2775 without":
		"メッセージ用のポートです。セッションが1つの場合は通知にも使います。多くの場合、TLSありでは3550、なしでは2775です。",
	"Port for receipts. Empty: the same as for messages": "通知用のポートです。空の場合はメッセージ用と同じです。",
	"Without it passwords, numbers and codes cross the network in the clear":
		"使用しない場合、パスワード、電話番号、コードが暗号化されずに送信されます。",
	"The account id the operator gave you": "通信事業者から割り当てられたアカウントIDです。",
	"Only when the operator names one": "通信事業者から指定された場合だけ入力します。",
	"Empty: the same as for messages": "空の場合はメッセージ用と同じです。",
	"How texts are written. What IA5 or the GSM alphabet can't write is sent as UCS2":
		"本文の文字コードです。IA5やGSMの文字で表せない本文は、UCS2で送信されます。",
	"Number or name that messages come from. Empty: the operator's default for the account":
		"送信元の電話番号または名前です。空の場合は、通信事業者がアカウントに定めた既定値になります。",
	"5 for a name of up to 11 characters, 1 for an international number, 3 for a short code":
		"11文字までの名前は5、国際電話番号は1、ショートコードは3です。",
	"0 for a name, 1 for a telephone number": "名前は0、電話番号は1です。",
	"Asks the operator to report what became of each message": "メッセージごとの配信結果を、通信事業者から受け取ります。",
	"Some operators answer with a hexadecimal id and report with the same number in decimal, or vice versa. Name the way if ids are short, or if other programs send by the same system id":
		"応答では16進数、通知では10進数でIDを表す、またはその逆の通信事業者があります。IDが短い場合や、同じシステムIDでほかのプログラムも送信する場合に指定してください。",
	"Messages that may be unanswered at once. Operators advise about 10, and throttle an account beyond":
		"応答を待たずに送信できるメッセージの数です。通信事業者の推奨は10程度で、超えると送信が制限されます。",
	"The password of the system id": "システムIDのパスワードです。",
	"Name of the outgoing mail server. Its certificate must be issued for this name":
		"送信メールサーバーの名前です。サーバー証明書の名前と一致している必要があります。",
	"465 for implicit TLS, 587 for STARTTLS. Cloudflare does not let Workers connect to port 25":
		"暗黙のTLSでは465、STARTTLSでは587です。Cloudflare Workersからポート25には接続できません。",
	"STARTTLS is required, not tried: a server that does not offer it gets no mail":
		"STARTTLSに対応していないサーバーには、メールを送信しません。",
	"Leave it empty for a server that takes mail without a login":
		"ログインが不要なサーバーでは、空のままにしてください。",
	"Sent over TLS only. Needed with a user name": "TLSでだけ送信します。ユーザー名を指定した場合に必要です。",
	"`gateway`: Telegram Gateway, to a phone number, codes of 4 to 8 digits. `bot`: a bot of yours, to the ID of a chat that the person has started with it.":
		"`gateway`では、Telegram Gatewayで電話番号に4～8桁のコードを送信します。`bot`では、利用者が開始したチャットのIDに、お使いのボットから送信します。",
	"Gateway only: a verified channel of yours to send from, instead of Telegram's own":
		"gatewayの場合だけ指定できます。Telegramの公式チャンネルの代わりに使う、認証済みのチャンネルです。",
	"The Gateway's access token, or the bot's from @BotFather":
		"Gatewayのアクセストークン、または@BotFatherが発行したボットのトークンです。",
	"The sender. May be left out when the messaging profile has a number pool.":
		"送信元です。メッセージングプロファイルに番号プールがある場合は省略できます。",
	"Needed with a sender name or a number pool": "送信者名または番号プールを使う場合に必要です。",
	"From the portal's keys and credentials. Without it receipts can't be checked and aren't asked for.":
		"ポータルの「Keys & Credentials」にあります。指定しない場合は検証できないため、配信結果の通知を求めません。",
	"An API v2 key from the portal": "ポータルで発行したAPI v2のキーです。",
	"From the first page of the Twilio console": "Twilioコンソールの最初のページにあります。",
	"Sends with this key instead of the auth token": "認証トークンの代わりに、このキーで送信します。",
	"The sender of text messages without a messaging service, and of all calls, which need a number":
		"メッセージングサービスを使わないSMSと、すべての音声通話の送信元です。音声通話では電話番号が必要です。",
	"Chooses the sender of text messages": "SMSの送信元を選択するサービスです。",
	"The account's primary one. Twilio signs receipts with it, also when an API key sends.":
		"アカウントのプライマリトークンです。APIキーで送信する場合も、配信結果の署名に使われます。",
	"Of the API key": "APIキーのシークレットです。",
	"As the WSDL of the service names it": "サービスのWSDLに記載された値です。",
	"As the policy attached to the service wants it: WS-Security with the password or a digest of it":
		"サービスに設定されたポリシーに合わせます。WS-Securityで、パスワードまたはダイジェストを送信します。",
	"A number the SMS driver of the service knows": "サービスのSMSドライバーに登録された番号です。",
	"From address. Empty: the default of the service's e-mail driver":
		"送信元のメールアドレスです。空の場合は、サービスのメールドライバーの既定値になります。",
	"From the dashboard's first page": "ダッシュボードの最初のページにあります。",
	"The sender; calls need a number of the account": "送信元です。音声通話では、アカウントの電話番号が必要です。",
	"Of the application that calls": "音声通話に使うアプリケーションのIDです。",
	"How Vonage signs receipts of text messages: the same as in the dashboard's settings":
		"SMSの配信結果の署名方式です。ダッシュボードの設定に合わせてください。",
	"Sends text messages": "SMSの送信に使います。",
	"Checks receipts. Without it none are asked for.":
		"配信結果の検証に使います。指定しない場合、配信結果の通知を求めません。",
	"Of the application that calls, as the dashboard gave it":
		"音声通話に使うアプリケーションの秘密鍵です。ダッシュボードで発行されたまま貼り付けてください。",
	"The service that sends the message. HTTPS, on a public address, without credentials in it.":
		"メッセージを送信するサービスです。HTTPSの公開アドレスで、認証情報を含まないURLを指定します。",
	"Signs our requests and your receipts, as Standard Webhooks say":
		"Standard Webhooksの方式で、リクエストと配信結果の署名に使います。",
	"Meta's ID of the number that sends, not the number itself":
		"送信元の電話番号にMetaが割り当てたIDです。電話番号ではありません。",
	"The name of an approved template of the category “authentication” with a copy-code button":
		"コードをコピーするボタンを備えた、カテゴリ「認証」の承認済みテンプレートの名前です。",
	"The languages that the template is approved in. The first is for people who read none of them.":
		"テンプレートが承認されている言語です。該当する言語がない場合は、最初の言語を使います。",
	"The version of Meta's Graph API": "MetaのGraph APIのバージョンです。",
	"Of a system user that may send messages": "メッセージの送信を許可したシステムユーザーのトークンです。",
	"Meta signs its notifications with it. Without it no receipt is believed.":
		"Metaからの通知の署名に使われます。指定しない場合、配信結果は受け付けません。",
	"A word of your own, to be given to Meta as well when you enter the callback address there":
		"任意の文字列です。Metaにコールバックアドレスを登録するときも、同じ値を入力します。",
};
